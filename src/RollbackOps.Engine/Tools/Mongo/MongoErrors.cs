using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Mongo;

/// <summary>What MongoDB's tools say when something is wrong, as errors.</summary>
public static class MongoErrors
{
    /// <summary>The error for a tool that failed.</summary>
    public static RollbackException Of(string tool, CommandResult result, MongoAccess access)
    {
        var lines = $"{result.Err}\n{result.Out}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var said = lines.FirstOrDefault(line => Has(line, "Failed:") || Has(line, "Error")) ?? lines.FirstOrDefault() ?? $"it ended with exit code {result.ExitCode}, and said nothing";
        var all = string.Join('\n', lines);
        return all switch
        {
            _ when Has(all, "Authentication failed") || Has(all, "AuthenticationFailed") || Has(all, "auth error") || Has(all, "requires authentication") => new(
                RollbackErrorId.Unreachable, $"The MongoDB server at {access.Where} refuses the credentials: {said}", "Correct the user or password that the runbook refers to (and authSource, where the user is kept), then run the same command again."),
            _ when Has(all, "not authorized") || Has(all, "Unauthorized") => new(
                RollbackErrorId.Unreachable, $"The MongoDB server at {access.Where} does not allow this user what is needed: {said}", "Give the user the roles backup and restore, or name another one."),
            _ when Has(all, "ECONNREFUSED") || Has(all, "connection refused") || Has(all, "ENOTFOUND") || Has(all, "no such host") || Has(all, "server selection") || Has(all, "ServerSelection") => new(
                RollbackErrorId.Unreachable, $"The MongoDB server at {access.Where} can't be reached: {said}", "Start it, or correct the address in the runbook, then run the same command again."),
            _ when access.Container is not null && (result.ExitCode is 126 or 127 || Has(all, "executable file not found")) => new(
                RollbackErrorId.ToolMissing, $"There is no {tool} in the {access.Where}.", "Use an image that has mongosh and the MongoDB Database Tools, or give the connection string and install them on this machine."),
            _ => new(RollbackErrorId.ToolFailed, $"{tool} failed at {access.Where}: {said}", "Read its message; run the same command again once its cause is gone."),
        };
    }

    private static bool Has(string said, string word) => said.Contains(word, StringComparison.OrdinalIgnoreCase);
}
