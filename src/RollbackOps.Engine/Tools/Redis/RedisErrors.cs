using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Redis;

/// <summary>What redis-cli says when something is wrong, as errors. It ends with 0 after most of it, so its words are read.</summary>
public static class RedisErrors
{
    /// <summary>The error for a session that did not answer all that it was asked.</summary>
    public static RollbackException Of(CommandResult result, RedisAccess access)
    {
        var said = result.Err.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault()
            ?? result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault()
            ?? $"redis-cli ended with exit code {result.ExitCode}, and said nothing";
        return Said(said, access);
    }

    /// <summary>The error for one answer.</summary>
    public static RollbackException Said(string said, RedisAccess access) => said switch
    {
        _ when Has(said, "NOAUTH") || Has(said, "WRONGPASS") || Has(said, "AUTH failed") => new(
            RollbackErrorId.Unreachable, $"The Redis server at {access.Where} refuses the credentials: {said}", "Correct the user or password that the runbook refers to, then run the same command again."),
        _ when Has(said, "NOPERM") => new(
            RollbackErrorId.Unreachable, $"The Redis server at {access.Where} does not allow this user what is needed: {said}", "Give the user the commands SCAN, DUMP, PTTL, RESTORE, UNLINK, FLUSHDB, DBSIZE and INFO (ACL SETUSER), or name another one."),
        _ when Has(said, "Could not connect") || Has(said, "Connection re") || Has(said, "closed the connection") => new(
            RollbackErrorId.Unreachable, $"The Redis server at {access.Where} can't be reached: {said}", "Start it, or correct the address in the runbook, then run the same command again."),
        _ when Has(said, "executable file not found") => new(
            RollbackErrorId.ToolMissing, $"There is no redis-cli in the {access.Where}.", "Use an image that has it, or give the server's URL and install redis-cli on this machine."),
        _ => new(RollbackErrorId.ToolFailed, $"The Redis server at {access.Where} answered: {said}", "Read its message; run the same command again once its cause is gone."),
    };

    private static bool Has(string said, string word) => said.Contains(word, StringComparison.OrdinalIgnoreCase);
}
