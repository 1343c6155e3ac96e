using System.Text.RegularExpressions;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Docker;

/// <summary>Why Docker's daemon could not be asked, in an operator's words.</summary>
/// <remarks>The texts are those of Docker's command line, 20.10 to 29, and of Compose.</remarks>
public static partial class DaemonFailure
{
    private const string Again = "then run the same command again.";

    /// <summary>The error for what a command said; null where the daemon was asked and answered.</summary>
    /// <param name="command">The command.</param>
    /// <param name="said">What it said, redacted.</param>
    public static RollbackException? Of(Command command, string said)
    {
        if (NoContext().Match(said) is { Success: true } unknown)
            return Unknown(unknown.Groups["name"].Value, Named(command) is not null);
        if (NoEndpoint().Match(said) is { Success: true } endpoint)
        {
            return new(
                RollbackErrorId.Unreachable,
                $"Docker's command line can't tell where its daemon is: {endpoint.Groups["why"].Value.Trim()}",
                $"Correct DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH ('env | grep DOCKER' shows them; 'docker context ls' shows what is meant), {Again}");
        }

        if (Silent().Match(said) is not { Success: true } silent)
            return null;
        var address = Address(silent, said);
        var daemon = $"Docker's daemon{(address is null ? "" : $" at {address}")}{(Context(command) is { } name ? $" (context {name})" : "")}";
        if (said.Contains("permission denied", StringComparison.OrdinalIgnoreCase) && IsLocal(address))
        {
            return new(
                RollbackErrorId.Unreachable,
                $"{daemon} refuses the user {Environment.UserName}.",
                $"Run it as root, or let the user in (sudo usermod -aG docker {Environment.UserName}) and log in again; {Again}");
        }

        return new(
            RollbackErrorId.Unreachable,
            $"{daemon} does not answer{(Reason(said) is { } why ? $": {why}" : ".")}",
            IsLocal(address)
                ? $"Start it (sudo systemctl start docker), or correct DOCKER_HOST or 'docker context use', {Again}"
                : $"See whether that machine and its daemon are up and can be reached from here, or correct DOCKER_HOST or the context ('docker context ls'), {Again}");
    }

    /// <summary>The error for a question that got no answer at all.</summary>
    /// <param name="command">The command.</param>
    /// <param name="inner">What was underneath.</param>
    public static RollbackException Hangs(Command command, RollbackException inner) => new(
        RollbackErrorId.TimedOut,
        $"Docker gave no answer to '{command}' within {command.Limit.TotalSeconds:0} s.",
        $"See whether its daemon hangs (docker info; journalctl -u docker) and restart it if it does, {Again}",
        inner);

    private static RollbackException Unknown(string name, bool fromRunbook) => new(
        RollbackErrorId.Unreachable,
        $"Docker has no context '{name}'.",
        $"See those that there are: docker context ls; {(fromRunbook ? "correct 'context' in the runbook" : "choose one by DOCKER_CONTEXT or 'docker context use'")}, {Again}");

    private static string? Context(Command command) =>
        Named(command) ?? (Environment.GetEnvironmentVariable("DOCKER_CONTEXT") is { Length: > 0 } name ? name : null);

    private static string? Named(Command command) => command.Arguments is ["--context", var name, ..] ? name : null;

    // Behind ssh, Docker names a host that is none.
    private static string? Address(Match silent, string said) => silent.Groups["where"] is { Success: true } named
        ? named.Value.TrimEnd('.', ';', ':')
        : Asked().Match(said) is { Success: true } asked && asked.Groups["host"].Value is not "docker.example.com" and var host ? host : null;

    private static bool IsLocal(string? address) =>
        address is not null && (address.StartsWith("unix:", StringComparison.Ordinal) || address.StartsWith("npipe:", StringComparison.Ordinal));

    // What "error during connect" is about; where Docker names the socket alone, it says nothing more.
    private static string? Reason(string said)
    {
        var ssh = said.LastIndexOf("stderr=", StringComparison.Ordinal);
        var why = ssh >= 0 ? said[(ssh + "stderr=".Length)..] : Asked().Match(said) is { Success: true } asked ? said[(asked.Index + asked.Length)..] : "";
        return why.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
    }

    [GeneratedRegex("^(.*unable to resolve docker endpoint: )?context \"(?<name>[^\"]+)\"(: context not found| does not exist)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex NoContext();

    [GeneratedRegex("unable to resolve docker endpoint: (?<why>[^\n]+)|(?<why>unable to parse docker host [^\n]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NoEndpoint();

    [GeneratedRegex(
        @"(cannot connect to the docker daemon at (?<where>\S+)|error during connect|permission denied while trying to connect to the docker (daemon socket|api) at (?<where>\S+)|couldn't connect to docker daemon at (?<where>\S+)|failed to connect to the docker api at (?<where>\S+))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Silent();

    [GeneratedRegex("\"https?://(?<host>[^/\"]+)[^\"]*\": ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Asked();
}
