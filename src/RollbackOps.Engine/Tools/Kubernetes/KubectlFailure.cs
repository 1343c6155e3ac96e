using System.Text.RegularExpressions;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Kubernetes;

/// <summary>Why kubectl failed, in an operator's words. Pure.</summary>
/// <remarks>The texts are those of client-go and of the API server, from 1.20 on.</remarks>
public static partial class KubectlFailure
{
    /// <summary>The error for a command that failed.</summary>
    /// <param name="command">The command.</param>
    /// <param name="said">What it said, redacted.</param>
    public static RollbackException Of(Command command, string said)
    {
        var words = LastLines(said);
        var context = Context(command);
        var config = After(command, "--kubeconfig") is { } file ? $" --kubeconfig {file}" : "";
        return said switch
        {
            _ when NoContext().IsMatch(said) => new(
                RollbackErrorId.Unreachable,
                $"Kubectl does not know {context}: {words}",
                $"See those that it knows: kubectl{config} config get-contexts; correct context: or kubeconfig: in the runbook, then run the same command again."),
            _ when NoConfig().IsMatch(said) => new(
                RollbackErrorId.Unreachable,
                $"Kubectl has no cluster to talk to: {words}",
                "Give kubeconfig: and context: in the runbook, or set KUBECONFIG to a file that kubectl can read; then run the same command again."),
            _ when NoPlugin().IsMatch(said) => new(
                RollbackErrorId.Unreachable,
                $"Kubectl gets no credentials for {context}: {words}",
                $"Install the program that the kubeconfig gets them with, or log in with it; {Try(command)}"),
            _ when NoTrust().IsMatch(said) => new(
                RollbackErrorId.Unreachable,
                $"Kubectl does not trust the certificate of the cluster of {context}: {words}",
                $"Fetch the kubeconfig again; where the certificate has expired, have the cluster's renewed. {Try(command)}"),
            _ when NoCredentials().IsMatch(said) => new(
                RollbackErrorId.Unreachable,
                $"The cluster of {context} does not accept kubectl's credentials; they are wrong or expired: {words}",
                $"Log in to the cluster again, or fetch the kubeconfig again. {Try(command)}"),
            _ when Forbidden().IsMatch(said) => new(
                RollbackErrorId.Unreachable,
                $"The user of {context} may not do this: {words}",
                $"Have the rights given (try: kubectl{config} auth can-i --list), or use another context."),
            _ when NoServer().IsMatch(said) => new(
                RollbackErrorId.Unreachable,
                $"The cluster of {context} does not answer: {words}",
                Reach(command)),
            _ when Missing().IsMatch(said) => new(
                RollbackErrorId.TargetMissing,
                $"The cluster does not have what the runbook names: {words}",
                $"See what is there: kubectl{config}{Said("--context", command)}{Said("--namespace", command)} get deployments,statefulsets,daemonsets; correct namespace: or workloads: in the runbook."),
            _ => new(
                RollbackErrorId.ToolFailed,
                $"'{command}' failed: {words}",
                "Read kubectl's message above; run the same command again once its cause is gone."),
        };
    }

    /// <summary>The error for a question that got no answer at all.</summary>
    /// <param name="command">The command.</param>
    /// <param name="inner">What was underneath.</param>
    public static RollbackException Silent(Command command, RollbackException inner) => new(
        RollbackErrorId.Unreachable,
        $"The cluster of {Context(command)} does not answer: kubectl got nothing within {command.Limit.TotalSeconds:0} s.",
        Reach(command),
        inner);

    /// <summary>Whether an object is said not to exist.</summary>
    public static bool IsMissing(string said) => Missing().IsMatch(said);

    private static string Context(Command command) => After(command, "--context") is { } name ? $"the context '{name}'" : "kubectl's context";

    private static string Reach(Command command) => $"Check the network, the VPN and the server's address in the kubeconfig. {Try(command)}";

    private static string Try(Command command) =>
        $"Try it: kubectl{Said("--kubeconfig", command)}{Said("--context", command)}{Said("--namespace", command)} get pods; then run the same command again.";

    private static string Said(string option, Command command) => After(command, option) is { } value ? $" {option} {value}" : "";

    private static string? After(Command command, string option) =>
        command.Arguments.SkipWhile(argument => argument != option).Skip(1).FirstOrDefault();

    private static string LastLines(string said)
    {
        // Newer versions log each attempt first, in the manner of "E1122 18:29:30.907947 …".
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !Logged().IsMatch(line)).ToList();
        // A hint may come with an address and a prompt on lines of their own.
        var words = lines.Where(line => line.Contains(' ', StringComparison.Ordinal)).ToList();
        return lines.Count == 0 ? "it said nothing" : string.Join(" | ", (words.Count > 0 ? words : lines).Distinct().TakeLast(3));
    }

    [GeneratedRegex("^[EWI][0-9]{4} [0-9:.]+ ", RegexOptions.CultureInvariant)]
    private static partial Regex Logged();

    [GeneratedRegex("context \"[^\"]*\" does not exist|context was not found for specified context|no context exists|cannot locate context", RegexOptions.CultureInvariant)]
    private static partial Regex NoContext();

    [GeneratedRegex("localhost:8080|no configuration has been provided|current-context is not set|error loading config file|stat [^ ]+: no such file|current-context must exist", RegexOptions.CultureInvariant)]
    private static partial Regex NoConfig();

    [GeneratedRegex("getting credentials", RegexOptions.CultureInvariant)]
    private static partial Regex NoPlugin();

    [GeneratedRegex("x509: |certificate signed by unknown authority|failed to verify certificate", RegexOptions.CultureInvariant)]
    private static partial Regex NoTrust();

    [GeneratedRegex("must be logged in|Unauthorized|the server has asked for the client to provide credentials|bad certificate|expired certificate|provide credentials", RegexOptions.CultureInvariant)]
    private static partial Regex NoCredentials();

    [GeneratedRegex("\\(Forbidden\\)|is forbidden", RegexOptions.CultureInvariant)]
    private static partial Regex Forbidden();

    [GeneratedRegex("Unable to connect to the server|was refused|i/o timeout|no such host|context deadline exceeded|TLS handshake timeout|ServiceUnavailable|unable to handle the request", RegexOptions.CultureInvariant)]
    private static partial Regex NoServer();

    [GeneratedRegex("\\(NotFound\\)|doesn't have a resource type|namespaces? \"[^\"]*\" not found", RegexOptions.CultureInvariant)]
    private static partial Regex Missing();
}
