namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>How the ledger knows MongoDB databases and what they were made from. Pure.</summary>
internal static class MongoSources
{
    /// <summary>A database, by the UUID of the first collection that an archive brought: users may make others beside it.</summary>
    public static string Identity(IReadOnlyDictionary<string, string> live, IReadOnlyDictionary<string, long> archive) =>
        $"mongo:{(archive.Keys.Order(StringComparer.Ordinal).FirstOrDefault() is { } first ? live.GetValueOrDefault(first) : null) ?? "none"}";

    /// <summary>An archive, by its SHA-256.</summary>
    public static string Backup(string hash) => $"backup:{hash}";
}
