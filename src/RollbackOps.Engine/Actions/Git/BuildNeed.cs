namespace RollbackOps.Engine.Actions.Git;

/// <summary>What a build needs and git does not have.</summary>
public static class BuildNeed
{
    /// <summary>The full path of such a file or folder in the live tree.</summary>
    /// <exception cref="RollbackException">It is missing, or leads out of the tree.</exception>
    public static string In(string top, string need)
    {
        var path = Path.GetFullPath(need, top);
        if (!path.StartsWith(top.TrimEnd('/') + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new RollbackException(
                RollbackErrorId.RunbookInvalid, $"'{need}' under build-needs leads out of the tree {top}.", "Name paths within the tree.");
        }

        return File.Exists(path) || Directory.Exists(path) ? path : throw new RollbackException(
            RollbackErrorId.PlanImpossible,
            $"'{need}' under build-needs does not exist in {top}.",
            "Put it there, or take it out of build-needs in the runbook.");
    }

    /// <summary>Copies it to the same place below another folder.</summary>
    public static void Copy(string top, string need, string to)
    {
        var from = In(top, need);
        var relative = Path.GetRelativePath(top, from);
        foreach (var file in Files(from))
        {
            var target = Path.GetFullPath(Path.GetRelativePath(top, file), to);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (new FileInfo(file).LinkTarget is { } link)
            {
                File.Delete(target);
                File.CreateSymbolicLink(target, link);
            }
            else
            {
                File.Copy(file, target, overwrite: true);
            }
        }

        if (Directory.Exists(from))
            Directory.CreateDirectory(Path.Combine(to, relative));
    }

    /// <summary>A file, or all files below a folder; links are not followed.</summary>
    public static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path) || new DirectoryInfo(path).LinkTarget is not null)
            return [path];
        return Directory.EnumerateFileSystemEntries(path).SelectMany(Files);
    }
}
