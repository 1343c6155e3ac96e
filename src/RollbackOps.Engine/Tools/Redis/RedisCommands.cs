using System.Globalization;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Redis;

/// <summary>The command lines of redis-cli. What is asked goes by standard input, the password by the environment.</summary>
public static class RedisCommands
{
    /// <summary>The environment variable that redis-cli reads the password from.</summary>
    public const string PasswordVariable = "REDISCLI_AUTH";

    /// <summary>
    /// Runs what is written to it, a command a line, and prints each answer in the form that can be told apart and typed
    /// again: texts in quotes, with what can't be printed as \xNN.
    /// </summary>
    public static Command Session(RedisAccess access, TimeSpan limit) => Cli(access, limit);

    /// <summary>Prints the keys that match a pattern, a quoted one a line, by SCAN: the server goes on answering others.</summary>
    public static Command Scan(RedisAccess access, string pattern, TimeSpan limit) => Cli(access, limit, "--scan", "--pattern", pattern);

    private static Command Cli(RedisAccess access, TimeSpan limit, params string[] arguments)
    {
        string[] all = [.. access.Arguments, "-n", access.Database.ToString(CultureInfo.InvariantCulture), "--no-raw", .. arguments];
        // Without one, a variable of this process's own would be sent.
        var env = new Dictionary<string, string?> { [PasswordVariable] = access.Password };
        string[] handed = access.Password is null ? [.. RunMark.HandedOn] : [PasswordVariable, .. RunMark.HandedOn];
        return access.Container is { } container
            ? new() { Program = "docker", Arguments = ["exec", "-i", .. handed.SelectMany(name => new[] { "-e", name }), container.Id, "redis-cli", .. all], Env = env, Limit = limit }
            : new() { Program = "redis-cli", Arguments = all, Env = env, Limit = limit };
    }
}
