using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>The command lines that read the target's files out of git. None writes, not even the index.</summary>
public static class TargetCommands
{
    /// <summary>The folder's path within its repository, with a slash at the end; empty for the root.</summary>
    public static Command Prefix(string folder) => Git(folder, "rev-parse", "--show-prefix");

    /// <summary>The paths of all files of a commit, separated by NUL.</summary>
    public static Command Paths(string root, string commit) => Git(root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit);

    /// <summary>Some files of a commit as a tar archive.</summary>
    public static Command Archive(string root, string commit, IEnumerable<string> paths) =>
        Git(root, ["archive", "--format=tar", commit, "--", .. paths]);

    /// <summary>The paths in which the live tree differs from a commit, separated by NUL.</summary>
    public static Command Changed(string root, string commit) => Git(root, "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", commit, "--");

    // Whoever owns the tree, the runbook names it; what a hook around this program has set would lead elsewhere.
    private static Command Git(string folder, params string[] arguments) => new()
    {
        Program = "git",
        Arguments = ["-c", "safe.directory=*", "-c", "core.fsmonitor=false", "--no-optional-locks", "-C", folder, .. arguments],
        Env = new Dictionary<string, string?>
        {
            ["GIT_DIR"] = null,
            ["GIT_WORK_TREE"] = null,
            ["GIT_INDEX_FILE"] = null,
            ["GIT_LITERAL_PATHSPECS"] = "1",
            ["LC_ALL"] = "C",
        },
    };
}
