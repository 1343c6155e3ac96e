using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>What git's messages mean, and what to do about them.</summary>
public static class GitErrors
{
    private static readonly (string Said, RollbackErrorId Id, string Next)[] Known =
    [
        ("not a git repository", RollbackErrorId.PlanImpossible, "Correct the folder of the git part in the runbook."),
        ("must be run in a work tree", RollbackErrorId.PlanImpossible, "Name the folder that holds the files, not the repository's own."),
        (".lock': File exists", RollbackErrorId.SystemBusy, "Find out with 'ps -ef | grep git' whether a git is still running there; where none is, remove the lock file that the message names."),
        ("could not read Username", RollbackErrorId.Unreachable, "Give this user credentials for the remote (a credential helper or a deploy key), or fetch by hand and run the same command again."),
        ("Authentication failed", RollbackErrorId.Unreachable, "Give this user valid credentials for the remote, or fetch by hand and run the same command again."),
        ("Permission denied (publickey", RollbackErrorId.Unreachable, "Give this user a key that the remote accepts, or fetch by hand and run the same command again."),
        ("Host key verification failed", RollbackErrorId.Unreachable, "Put the remote's host key into known_hosts, or fetch by hand and run the same command again."),
        ("Could not resolve host", RollbackErrorId.Unreachable, "Restore the name resolution, or name a release that this clone already has."),
        ("Could not read from remote", RollbackErrorId.Unreachable, "Make the remote reachable, or name a release that this clone already has."),
        ("unable to access", RollbackErrorId.Unreachable, "Make the remote reachable, or name a release that this clone already has."),
        ("No space left on device", RollbackErrorId.NoRoom, "Free some space, then run the same command again."),
    ];

    /// <summary>The error for a command that failed.</summary>
    public static RollbackException From(Command command, int exit, string errors)
    {
        var (_, id, next) = Known.FirstOrDefault(known => errors.Contains(known.Said, StringComparison.OrdinalIgnoreCase));
        var said = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(5).ToList();
        return new(
            next is null ? RollbackErrorId.ToolFailed : id,
            $"{command} in {command.Folder} ended with exit code {exit}: {(said.Count == 0 ? "it said nothing" : string.Join(" | ", said))}",
            next ?? "Read git's message above; run the same command again once its cause is gone.");
    }

    /// <summary>The error for a lock that another git holds, or left.</summary>
    public static RollbackException Locked(string path) => new(
        RollbackErrorId.SystemBusy,
        $"{path} exists since {File.GetLastWriteTimeUtc(path):u}: another git works there, or was killed there.",
        $"Find out with 'ps -ef | grep git' whether one is running; where none is, type: rm '{path}', then the same command again.");
}
