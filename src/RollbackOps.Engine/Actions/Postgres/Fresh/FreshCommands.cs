using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>The command lines by which a fresh server is made and volumes are exchanged. Pure.</summary>
internal static class FreshCommands
{
    private const string Label = "rollbackops.fresh";
    private static readonly TimeSpan Quick = TimeSpan.FromMinutes(1);

    /// <summary>A container's mounts: type, name and destination, a line each.</summary>
    public static Command Mounts(string container) =>
        Docker(Quick, "container", "inspect", "--format", "{{range .Mounts}}{{.Type}}\t{{.Name}}\t{{.Destination}}\n{{end}}", container);

    /// <summary>A volume's driver, folder and number of options, by tabs.</summary>
    public static Command Volume(string volume) => Docker(Quick, "volume", "inspect", "--format", "{{.Driver}}\t{{.Mountpoint}}\t{{len .Options}}", volume);

    /// <summary>The run that made a volume; an empty line for nobody.</summary>
    public static Command Maker(string volume) => Docker(Quick, "volume", "inspect", "--format", $"{{{{index .Labels \"{Label}\"}}}}", volume);

    /// <summary>Makes a volume that is marked with the run.</summary>
    public static Command Create(string volume, string run) => Docker(Quick, "volume", "create", "--label", $"{Label}={run}", volume);

    /// <summary>Removes a volume.</summary>
    public static Command Drop(string volume) => Docker(TimeSpan.FromMinutes(10), "volume", "rm", volume);

    /// <summary>The running containers that use a volume, a name a line.</summary>
    public static Command UsersOf(string volume) => Docker(Quick, "ps", "--filter", $"volume={volume}", "--format", "{{.Names}}");

    /// <summary>
    /// Starts a server of the image on the volume, under no service's name and with no published port. Its settings come from the
    /// environment of this command.
    /// </summary>
    public static Command Start(string name, FreshPlace place, IReadOnlyDictionary<string, string?> settings, string run) =>
        Docker(Quick, ["run", "--detach", "--name", name, "--label", $"{Label}={run}", "--volume", $"{name}:{place.Mount}", .. settings.Keys.Order(StringComparer.Ordinal).SelectMany(key => new[] { "--env", key }), place.Image]) with { Env = settings };

    /// <summary>Whether the server takes connections: by its address, because the image makes it first without.</summary>
    public static Command Ready(string container) => Docker(Quick, "exec", container, "pg_isready", "--quiet", "--host", "127.0.0.1");

    /// <summary>Whether a container runs, and its address: by a tab.</summary>
    public static Command State(string container) => Docker(Quick, "container", "inspect", "--format", "{{.State.Running}}\t{{.State.Restarting}}\t{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}", container);

    /// <summary>Removes a container, running or not; the named volume stays.</summary>
    public static Command Remove(string container) => Docker(Quick, "container", "rm", "--force", container);

    /// <summary>Ends a server in an orderly way.</summary>
    public static Command Stop(string container) => Docker(TimeSpan.FromMinutes(10), "container", "stop", "--time", "300", container);

    /// <summary>Runs a script where all volumes are; it sees nothing else.</summary>
    public static Command Helper(FreshPlace place, string script, bool writes, params string[] arguments) => Docker(
        TimeSpan.FromMinutes(5),
        ["run", "--rm", "--network", "none", "--user", "0", "--volume", $"{place.Folder}:/volumes{(writes ? "" : ":ro")}", "--entrypoint", "sh", place.Image, "-c", script, "rollbackops", .. arguments]);

    private static Command Docker(TimeSpan limit, params string[] arguments) => new() { Program = "docker", Arguments = arguments, Limit = limit };
}
