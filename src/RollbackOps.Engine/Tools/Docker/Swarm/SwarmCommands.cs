using System.Globalization;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Docker.Swarm;

/// <summary>The command lines for a swarm, by one of its managers.</summary>
/// <param name="context">Docker's context; null for the current one.</param>
public sealed class SwarmCommands(string? context)
{
    /// <summary>The label that names a service's stack.</summary>
    public const string StackLabel = "com.docker.stack.namespace";

    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(60);

    /// <summary>What a person types before an argument.</summary>
    public string Typed => context is null ? "docker" : $"docker --context {context}";

    /// <summary>The swarm as this node sees it, as JSON.</summary>
    public Command Info() => Docker(Quick, "info", "--format", "{{json .Swarm}}");

    /// <summary>Where the context's daemon listens.</summary>
    public Command Endpoint() => new()
    {
        Program = "docker",
        Arguments = ["context", "inspect", "--format", "{{.Endpoints.docker.Host}}", .. context is null ? Array.Empty<string>() : [context]],
        Limit = Quick,
    };

    /// <summary>Name and image of each service, one a line, separated by a tab.</summary>
    public Command Services() => Docker(Quick, "service", "ls", "--format", "{{.Name}}\t{{.Image}}");

    /// <summary>The names of a stack's services, one a line.</summary>
    public Command OfStack(string stack) => Docker(Quick, "service", "ls", "--filter", $"label={StackLabel}={stack}", "--format", "{{.Name}}");

    /// <summary>All about services, as JSON. Holds their environment: read raw, never shown. Those that don't exist are left out and make it exit with 1.</summary>
    public Command Inspect(IEnumerable<string> services) => Docker(Quick, ["service", "inspect", .. services]);

    /// <summary>The ids of services' tasks, newest first, with those that have ended.</summary>
    public Command TaskIds(IEnumerable<string> services) => Docker(Quick, ["service", "ps", "--quiet", "--no-trunc", .. services]);

    /// <summary>All about tasks, as JSON. Holds their environment: read raw, never shown.</summary>
    public Command Tasks(IEnumerable<string> ids) => Docker(Quick, ["inspect", "--type", "task", .. ids]);

    /// <summary>
    /// Gives a service an image, and waits for nothing. Where the image has a digest, Docker asks its registry for the platforms
    /// that it runs on; else it would put today's digest into the name.
    /// </summary>
    public Command Update(string service, SwarmImage image, bool registryAuth) => Docker(
        TimeSpan.FromMinutes(2),
        [
            "service", "update", "--detach", "--quiet", "--image", image.Text,
            .. image.Digest is null ? ["--no-resolve-image"] : Array.Empty<string>(),
            .. registryAuth ? ["--with-registry-auth"] : Array.Empty<string>(),
            service,
        ]);

    /// <summary>Pulls an image on the manager: its registry has it, and gives it away.</summary>
    public Command Pull(SwarmImage image, TimeSpan limit) => Docker(limit, "image", "pull", "--quiet", image.Exact) with { MayRepeat = true };

    /// <summary>All about images on the manager, as JSON; those that don't exist are left out and make it exit with 1.</summary>
    public Command Images(IEnumerable<SwarmImage> images) => Docker(Quick, ["image", "inspect", .. images.Select(image => image.Exact)]);

    /// <summary>What a registry has under a tag, as JSON; asked from here, with this user's login.</summary>
    public static Command Ask(SwarmImage image) => new()
    {
        Program = "docker",
        Arguments = ["buildx", "imagetools", "inspect", image.Text, "--format", "{{json .Manifest}}"],
        Limit = Quick,
    };

    /// <summary>The last lines that a task or service wrote, on whichever node.</summary>
    public Command Logs(string id, int lines) =>
        Docker(Quick, "service", "logs", "--raw", "--tail", lines.ToString(CultureInfo.InvariantCulture), id);

    private Command Docker(TimeSpan limit, params string[] arguments) =>
        new() { Program = "docker", Arguments = context is null ? arguments : ["--context", context, .. arguments], Limit = limit };
}
