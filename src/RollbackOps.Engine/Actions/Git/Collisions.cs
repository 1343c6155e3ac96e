namespace RollbackOps.Engine.Actions.Git;

/// <summary>Finds the files that git does not track and that stand where a commit has its own.</summary>
public static class Collisions
{
    /// <summary>Their paths from the top, in order.</summary>
    /// <param name="top">The tree's top folder.</param>
    /// <param name="files">The files that the commit puts there.</param>
    /// <param name="index">The tracked files.</param>
    public static IReadOnlyList<string> Find(string top, IEnumerable<TreeEntry> files, IEnumerable<TreeEntry> index)
    {
        var tracked = index.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => !tracked.Contains(file.Path) && !file.IsSubmodule))
        {
            if (Blocking(top, file.Path, tracked, seen) is { } blocking)
                found.Add(blocking);
            else
                found.UnionWith(At(top, file.Path).Where(path => !tracked.Contains(path)));
        }

        return [.. found];
    }

    // A file or link where the commit has a folder.
    private static string? Blocking(string top, string path, HashSet<string> tracked, HashSet<string> seen)
    {
        for (var at = path.IndexOf('/', StringComparison.Ordinal); at >= 0; at = path.IndexOf('/', at + 1))
        {
            var above = path[..at];
            if (tracked.Contains(above))
                return null;
            if (seen.Contains(above))
                continue;
            var full = Path.Combine(top, above);
            if (File.Exists(full) || new FileInfo(full).LinkTarget is not null)
                return above;
            seen.Add(above);
        }

        return null;
    }

    private static IEnumerable<string> At(string top, string path)
    {
        var full = Path.Combine(top, path);
        var exists = File.Exists(full) || Directory.Exists(full) || new FileInfo(full).LinkTarget is not null;
        return exists ? BuildNeed.Files(full).Select(file => Path.GetRelativePath(top, file).Replace(Path.DirectorySeparatorChar, '/')) : [];
    }
}
