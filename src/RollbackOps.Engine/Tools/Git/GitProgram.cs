using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Git;

/// <summary>
/// How git is called: it runs no hook, asks nothing at a terminal, and refuses no tree because it belongs to another user: the
/// runbook names the tree.
/// </summary>
public static class GitProgram
{
    private static readonly string[] Safe =
        ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "safe.directory=*"];

    // What a hook or a shell around this program may have set would lead git to another repository.
    private static readonly Dictionary<string, string?> Plain = new()
    {
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["LC_ALL"] = "C",
        ["GIT_LITERAL_PATHSPECS"] = "1",
        ["GIT_DIR"] = null,
        ["GIT_WORK_TREE"] = null,
        ["GIT_INDEX_FILE"] = null,
        ["GIT_OBJECT_DIRECTORY"] = null,
        ["GIT_PREFIX"] = null,
        ["GIT_NAMESPACE"] = null,
    };

    /// <summary>Any command of git in a folder; env adds to what every call has.</summary>
    public static Command Git(string folder, IEnumerable<string> arguments, params (string Name, string? Value)[] env)
    {
        var all = new Dictionary<string, string?>(Plain);
        foreach (var (name, value) in env)
            all[name] = value;
        return new() { Program = "git", Arguments = [.. Safe, .. arguments], Folder = folder, Env = all };
    }
}
