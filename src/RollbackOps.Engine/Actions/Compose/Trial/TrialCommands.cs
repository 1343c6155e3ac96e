using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Compose.Trial;

/// <summary>The command lines of a trial. Pure.</summary>
internal static class TrialCommands
{
    /// <summary>What a project is made of, in the order in which it can be taken away.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["container", "network", "volume"];

    /// <summary>The label that Compose gives to all of a project.</summary>
    public static string Label(string project) => $"{DockerHost.ProjectLabel}={project}";

    /// <summary>The ids of a project's containers, networks or volumes, one a line.</summary>
    public static Command Ids(string kind, string project) => new()
    {
        Program = "docker",
        Arguments = [kind, "ls", .. kind == "container" ? ["--all"] : Array.Empty<string>(), "--quiet", "--filter", $"label={Label(project)}"],
    };

    /// <summary>Takes them away, running or not.</summary>
    public static Command Remove(string kind, IEnumerable<string> ids) => new()
    {
        Program = "docker",
        Arguments = [kind, "rm", .. kind == "container" ? ["--force", "--volumes"] : Array.Empty<string>(), .. ids],
        Limit = TimeSpan.FromMinutes(10),
    };

    /// <summary>Brings services up, and those that they depend on, from a description on standard input. Nothing is built or pulled.</summary>
    public static Command Up(ComposeProgram program, string project, string folder, IEnumerable<string> services, TimeSpan limit) => new()
    {
        Program = program.Program,
        Arguments = [.. program.Prefix, "-p", project, "--project-directory", folder, "-f", "-", "up", "--detach", "--no-build", "--pull", "never", .. services],
        Limit = limit,
    };
}
