namespace RollbackOps.Engine.Actions.Git;

/// <summary>The paths of a tree that go back alone. Pure.</summary>
public static class Scope
{
    /// <summary>Whether a file belongs to the paths; no paths are the whole tree.</summary>
    public static bool Has(IReadOnlyList<string> paths, string file) =>
        paths.Count == 0 || paths.Any(path => file == path || file.StartsWith(path + "/", StringComparison.Ordinal));

    /// <summary>A path of the runbook, which starts at the part's folder, from the tree's top.</summary>
    /// <exception cref="RollbackException">It leads out of the tree.</exception>
    public static string Relative(string part, string path, string folder, string top)
    {
        var real = Path.GetFullPath(Path.Combine(top, Path.GetRelativePath(Real(top), Real(folder)), path));
        var relative = Path.GetRelativePath(top, real).Replace(Path.DirectorySeparatorChar, '/');
        if (relative == "." || relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative))
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The path '{path}' of the part '{part}' is not a path within its tree {top}.",
                $"Write '{part}' alone for the whole tree, or a path below it.");
        }

        return relative;
    }

    // git prints paths without links; the runbook's folder may be reached through one.
    private static string Real(string folder)
    {
        var real = "";
        foreach (var name in Path.GetFullPath(folder).Split(Path.DirectorySeparatorChar))
        {
            real = real.Length == 0 ? name + Path.DirectorySeparatorChar : Path.Combine(real, name);
            real = Directory.ResolveLinkTarget(real, returnFinalTarget: true)?.FullName ?? real;
        }

        return real;
    }
}
