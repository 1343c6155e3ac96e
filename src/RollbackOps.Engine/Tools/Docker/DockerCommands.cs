using System.Globalization;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Docker;

/// <summary>The command lines of <c>docker</c>.</summary>
public static class DockerCommands
{
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(30);

    /// <summary>The ids of all containers that carry a label, running or not.</summary>
    public static Command ContainerIds(string label) =>
        Docker(Quick, "ps", "--all", "--quiet", "--no-trunc", "--filter", $"label={label}");

    /// <summary>The ids of all containers, running or not, that use an image or one made from it.</summary>
    public static Command ContainersOf(string image) => Docker(Quick, "ps", "--all", "--quiet", "--no-trunc", "--filter", $"ancestor={image}");

    /// <summary>Name and image of each running container on the host, one a line, separated by a tab.</summary>
    public static Command Running() => Docker(Quick, "ps", "--no-trunc", "--format", "{{.Names}}\t{{.Image}}");

    /// <summary>The names of the running containers that publish a port of the host, one a line.</summary>
    public static Command Publishing(int port) => Docker(Quick, "ps", "--format", "{{.Names}}", "--filter", string.Create(CultureInfo.InvariantCulture, $"publish={port}"));

    /// <summary>All about containers, as JSON. Holds their environment: read raw, never shown.</summary>
    public static Command InspectContainers(IEnumerable<string> ids) => Docker(Quick, ["container", "inspect", .. ids]);

    /// <summary>Whether a container runs: <c>true</c> or <c>false</c>.</summary>
    public static Command IsRunning(string container) => Docker(Quick, "container", "inspect", "--format", "{{.State.Running}}", container);

    /// <summary>All about images, as JSON; those that don't exist are left out and make it exit with 1.</summary>
    public static Command InspectImages(IEnumerable<string> references) => Docker(Quick, ["image", "inspect", .. references]);

    /// <summary>The ids of the images that carry a label.</summary>
    public static Command ImageIds(string label) =>
        Docker(Quick, "image", "ls", "--all", "--quiet", "--no-trunc", "--filter", $"label={label}");

    /// <summary>Gives an image a tag, moving it where it exists.</summary>
    public static Command Tag(string image, string tag) => Docker(Quick, "image", "tag", image, tag);

    /// <summary>Takes a tag away.</summary>
    public static Command Untag(string tag) => Docker(Quick, "image", "rm", "--no-prune", tag);

    /// <summary>Pulls an image.</summary>
    public static Command Pull(string reference, TimeSpan limit) => Docker(limit, "image", "pull", "--quiet", reference) with { MayRepeat = true };

    /// <summary>Starts containers that exist.</summary>
    public static Command Start(IEnumerable<string> ids) => Docker(TimeSpan.FromMinutes(2), ["container", "start", .. ids]);

    /// <summary>Stops containers, each with the grace that it was made with; nothing is removed.</summary>
    public static Command Stop(IEnumerable<string> ids, TimeSpan limit) => Docker(limit, ["container", "stop", .. ids]);

    /// <summary>Restarts containers.</summary>
    public static Command Restart(IEnumerable<string> ids) => Docker(TimeSpan.FromMinutes(5), ["container", "restart", .. ids]);

    /// <summary>Removes stopped containers; their volumes stay.</summary>
    public static Command Remove(IEnumerable<string> ids) => Docker(TimeSpan.FromMinutes(2), ["container", "rm", .. ids]);

    /// <summary>All about volumes, as JSON; those that don't exist are left out and make it exit with 1.</summary>
    public static Command InspectVolumes(IEnumerable<string> names) => Docker(Quick, ["volume", "inspect", .. names]);

    /// <summary>Makes a volume; nothing happens where it exists.</summary>
    public static Command CreateVolume(string name, string label) => Docker(Quick, "volume", "create", "--label", label, name);

    /// <summary>Removes a volume for good; one that is in use is refused.</summary>
    public static Command RemoveVolume(string name) => Docker(TimeSpan.FromMinutes(10), "volume", "rm", name);

    /// <summary>Id, image, name, state and Compose's project and service of each container that mounts a volume, one a line, separated by tabs.</summary>
    public static Command ContainersWith(string volume) => Docker(
        Quick,
        "ps", "--all", "--no-trunc", "--filter", $"volume={volume}",
        "--format", "{{.ID}}\t{{.Image}}\t{{.Names}}\t{{.State}}\t{{.Label \"com.docker.compose.project\"}}\t{{.Label \"com.docker.compose.service\"}}");

    /// <summary>The id of the image that a container was made of.</summary>
    public static Command ImageOf(string container) => Docker(Quick, "container", "inspect", "--format", "{{.Image}}", container);

    /// <summary>Removes a helper container, whether it runs or not.</summary>
    public static Command RemoveHelper(string name) => Docker(TimeSpan.FromMinutes(1), "container", "rm", "--force", name);

    /// <summary>Runs a helper container to its end: it reaches only what is mounted, and its image is never pulled.</summary>
    public static Command Helper(HelperRun run) => Docker(
        run.Limit,
        [
            "container", "run", "--rm", .. run.Input is null ? Array.Empty<string>() : ["--interactive"], "--name", run.Name,
            "--pull", "never", "--network", "none", "--user", "0:0", "--no-healthcheck",
            .. RunMark.HandedOn.SelectMany(name => new[] { "--env", name }), .. run.Mounts,
            "--entrypoint", "sh", run.Image, "-c", run.Script, "sh", .. run.Arguments,
        ]) with
    {
        Input = run.Input,
    };

    /// <summary>A container's last lines, with Docker's timestamps.</summary>
    public static Command LastLogs(string container, int lines) =>
        Docker(TimeSpan.FromMinutes(2), "container", "logs", "--timestamps", "--tail", lines.ToString(CultureInfo.InvariantCulture), container);

    /// <summary>A container's lines since a moment, with Docker's timestamps.</summary>
    public static Command LogsSince(string container, DateTimeOffset since) =>
        Docker(TimeSpan.FromMinutes(2), "container", "logs", "--timestamps", "--since", Time(since), container);

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static Command Docker(TimeSpan limit, params string[] arguments) =>
        new() { Program = "docker", Arguments = arguments, Limit = limit };
}
