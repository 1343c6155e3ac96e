using System.IO.Enumeration;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tools.Databases;

/// <summary>Finds the backups that a runbook's glob means. Reads only.</summary>
public static class BackupFiles
{
    /// <summary>The files that match (<c>*</c>, <c>?</c>, and <c>**</c> for any folders), by path; empty where there are none.</summary>
    /// <param name="set">The glob, the format and zone of the names' times.</param>
    /// <param name="folder">The folder that a relative glob starts from.</param>
    /// <param name="named">A file that a person named, which is found wherever it is; null for none.</param>
    public static IReadOnlyList<BackupFile> Find(BackupSet set, string folder, string? named = null)
    {
        var glob = Path.GetFullPath(set.Files, folder);
        var root = Path.GetPathRoot(glob)!;
        var segments = glob[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        string[] elsewhere = named is not null && IsBackup(Path.GetFullPath(named, folder)) ? [Path.GetFullPath(named, folder)] : [];
        try
        {
            return [.. Matching(root, segments).Concat(elsewhere).Distinct().Order(StringComparer.Ordinal).Select(path => At(path, set))];
        }
        catch (UnauthorizedAccessException error)
        {
            throw new RollbackException(RollbackErrorId.Unreachable, $"The backups {set.Files} can't be looked at by {Environment.UserName}: {error.Message}", "Give this user the right to read them, or run as one who may.", error);
        }
    }

    /// <summary>One file as a backup of the set.</summary>
    public static BackupFile At(string path, BackupSet set) =>
        new(path, Bytes(path), BackupTimes.Of(Path.GetFileName(path), set));

    private static long Bytes(string path) => File.Exists(path)
        ? new FileInfo(path).Length
        : new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>What stands in the name of a file that is not a whole backup yet.</summary>
    public const string Partial = ".rollbackops-partial";

    // A directory dump of pg_dump is one backup.
    private static bool IsBackup(string path) => (File.Exists(path) && !Path.GetFileName(path).Contains(Partial, StringComparison.Ordinal)) || File.Exists(Path.Combine(path, "toc.dat"));

    private static IEnumerable<string> Matching(string folder, ReadOnlySpan<string> segments)
    {
        var rest = segments[1..].ToArray();
        var segment = segments[0];
        if (rest.Length == 0)
            return Entries(folder, segment).Where(IsBackup);
        if (segment == "**")
            return Matching(folder, rest).Concat(Entries(folder, "*").SelectMany(below => Matching(below, ["**", .. rest])));
        return segment.Contains('*', StringComparison.Ordinal) || segment.Contains('?', StringComparison.Ordinal)
            ? Entries(folder, segment).SelectMany(below => Matching(below, rest))
            : Matching(Path.Combine(folder, segment), rest);
    }

    private static IEnumerable<string> Entries(string folder, string pattern) => Directory.Exists(folder)
        ? Directory.EnumerateFileSystemEntries(folder).Where(entry => FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(entry), ignoreCase: false))
        : [];
}
