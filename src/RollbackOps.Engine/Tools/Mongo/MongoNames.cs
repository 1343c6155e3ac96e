using System.Security.Cryptography;
using System.Text;

namespace RollbackOps.Engine.Tools.Mongo;

/// <summary>Names of databases and collections. Pure.</summary>
public static class MongoNames
{
    private const string Strange = "/\\. \"$*<>:|?\0";

    /// <summary>Whether a name may be a database's.</summary>
    public static bool IsDatabase(string name) => name.Length > 0 && Encoding.UTF8.GetByteCount(name) < 64 && !name.Any(c => Strange.Contains(c, StringComparison.Ordinal));

    /// <summary>Whether the server keeps a database for itself.</summary>
    public static bool IsServers(string name) => name is "admin" or "local" or "config";

    /// <summary>Whether a collection is the users' own; the measurements of a time series are.</summary>
    public static bool IsUsers(string collection) =>
        !(collection.StartsWith("system.", StringComparison.Ordinal) || collection.StartsWith('$')) || collection.StartsWith("system.buckets.", StringComparison.Ordinal);

    /// <summary>The database that an archive is restored into beside the live one: the run's own, so that no other is ever dropped.</summary>
    public static string Scratch(string database, string owner)
    {
        var start = new string([.. database.Where(char.IsAscii).Take(32)]);
        return $"{start}_rollbackops_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(owner)))[..12]}";
    }
}
