using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.Docker;

/// <summary>Why a registry did not give an image, in an operator's words. Pure.</summary>
/// <remarks>The texts are those of Docker's daemon and of BuildKit, 20.10 to 29.</remarks>
public static partial class RegistryFailure
{
    private const string Again = "then run the same command again.";

    /// <summary>The error for what Docker said.</summary>
    /// <param name="image">The image.</param>
    /// <param name="said">What Docker printed, redacted.</param>
    /// <param name="begins">Who wanted it, e.g. <c>The service 'web' needs</c>.</param>
    public static RollbackException Of(string image, string said, string begins) => Of(image, Registry(image), said, begins);

    /// <summary>The error for a build that failed because a registry did not give the image that it begins with; null for any other reason.</summary>
    /// <param name="service">The service whose image is built.</param>
    /// <param name="said">What it failed with, redacted.</param>
    /// <param name="progress">What it was at, redacted.</param>
    public static RollbackException? OfBuild(string service, string said, string progress)
    {
        var end = said.LastIndexOf("failed to solve", StringComparison.Ordinal);
        var reason = end < 0 ? said.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "" : said[end..];
        if (!Asked().IsMatch(reason))
            return null;
        // The last is the one that it names once more where it failed.
        var begins = $"The build of '{service}' needs";
        if (Wanted().Matches($"{progress}\n{said}") is [.., var wanted])
            return Of(wanted.Groups["image"].Value.TrimEnd(':'), reason, begins);
        return Address().Match(reason) is { Success: true } address ? Of($"an image of {address.Groups["host"].Value}", address.Groups["host"].Value, reason, begins) : null;
    }

    /// <summary>Whether the registry says that it has no such image: it answers, and refuses nobody.</summary>
    public static bool IsMissing(string said) => Missing().IsMatch(said) && !Denied().IsMatch(said) && !Busy().IsMatch(said);

    private static RollbackException Of(string image, string registry, string said, string begins)
    {
        var last = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "Docker said nothing";
        return said switch
        {
            _ when Full().IsMatch(said) => new(
                RollbackErrorId.NoRoom,
                $"{begins} {image}, and there is no room for it: {last}",
                $"Make room where Docker keeps its images (docker system df; docker info names the folder), {Again}"),
            _ when Busy().IsMatch(said) => new(
                RollbackErrorId.SystemBusy,
                $"{begins} {image}, and the registry takes no more requests for now: {last}",
                $"Log in (docker login {registry}), which raises the limit, or wait; {Again}"),
            _ when Denied().IsMatch(said) => new(
                RollbackErrorId.Unreachable,
                $"{begins} {image}, and the registry refuses this user: {last}",
                $"Log in (docker login {registry}) as a user who may read it, {Again}"),
            _ when Missing().IsMatch(said) => new(
                RollbackErrorId.TargetMissing,
                $"{begins} {image}, and it is not there any more: {last}",
                "Push it again, or name another one: --to TAG."),
            _ when Silent().IsMatch(said) => new(
                RollbackErrorId.Unreachable,
                $"{begins} {image}, and gets no answer from the registry: {last}",
                $"See whether the registry runs and can be reached ({registry}), {Again}"),
            _ => new(
                RollbackErrorId.ToolFailed,
                $"{begins} {image}, and it can't be had: {last}",
                "Read Docker's message above; run the same command again once its cause is gone."),
        };
    }

    private static string Registry(string image) => image.Split('/', 2) is [var host, _]
        && (host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal) || host == "localhost") ? host : "docker.io";

    [GeneratedRegex("no space left|not enough space", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Full();

    [GeneratedRegex("toomanyrequests|too many requests|rate limit", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Busy();

    [GeneratedRegex("denied|unauthorized|authorization failed|no basic auth|authentication required|insufficient_scope|403 forbidden", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Denied();

    [GeneratedRegex(@"\bnot found\b|manifest unknown|no such manifest|name unknown", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Missing();

    [GeneratedRegex("dial tcp|dial udp|no such host|connection re(fused|set)|timeout|client\\.timeout|deadline exceeded|request canceled|unreachable|: eof|tls:|x509|server gave http response|server misbehaving|\\b50[0-9]\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Silent();

    [GeneratedRegex("failed to do request|resolve source metadata|pull access denied|pulling from host|\"https?://[^\"]+/v2/", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Asked();

    [GeneratedRegex("\"https?://(?<host>[^/\"]+)/v2/|pulling from host (?<host>\\S+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();

    [GeneratedRegex(@"(load metadata for|resolve source metadata for) (?<image>\S+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Wanted();
}
