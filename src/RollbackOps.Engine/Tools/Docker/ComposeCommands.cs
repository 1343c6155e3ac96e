using System.Globalization;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Docker;

/// <summary>
/// The command lines of Compose. Each names the project, its folder and its files, so that none depends on where it
/// runs.
/// </summary>
public static class ComposeCommands
{
    private static readonly TimeSpan Quick = TimeSpan.FromMinutes(1);

    /// <summary>Compose's version, short.</summary>
    public static Command Version(ComposeProgram program) =>
        new() { Program = program.Program, Arguments = [.. program.Prefix, "version", "--short"], Limit = Quick };

    /// <summary>The project as Compose understands it. Holds environment values: read raw, never shown.</summary>
    public static Command Config(ComposeProgram program, ComposeProject project) =>
        On(program, project, Quick, program.IsFirst ? ["config"] : ["config", "--format", "json"]);

    /// <summary>The same before variables are put in: there the environment files are still named.</summary>
    public static Command RawConfig(ComposeProgram program, ComposeProject project) =>
        On(program, project, Quick, program.IsFirst ? ["config", "--no-interpolate"] : ["config", "--no-interpolate", "--format", "json"]);

    /// <summary>The project by its files alone, to learn its name.</summary>
    public static Command Unnamed(ComposeProgram program, ComposeProject project)
    {
        var named = Config(program, project);
        return named with { Arguments = [.. named.Arguments.Take(program.Prefix.Count), .. named.Arguments.Skip(program.Prefix.Count + 2)] };
    }

    /// <summary>The profiles that the files know, one a line.</summary>
    public static Command Profiles(ComposeProgram program, ComposeProject project) =>
        On(program, project, Quick, "config", "--profiles");

    /// <summary>The hash of each service's configuration, one a line.</summary>
    public static Command Hashes(ComposeProgram program, ComposeProject project) =>
        On(program, project, Quick, "config", "--hash", "*");

    /// <summary>What a plain <c>up</c> of services would do; changes nothing.</summary>
    public static Command DryUp(ComposeProgram program, ComposeProject project, IEnumerable<string> services) =>
        On(program, project, Quick, ["--dry-run", "up", "--detach", "--no-build", .. services]);

    /// <summary>
    /// Makes the containers that services lack, and touches none that exists. Not <c>--no-deps</c>: Compose up to 2.29
    /// hashes <c>depends_on</c> into the container, and one made without it is made anew by the next plain <c>up</c>.
    /// </summary>
    public static Command Create(
        ComposeProgram program, ComposeProject project, IEnumerable<string> services, IReadOnlyDictionary<string, int> scales) =>
        On(
            program,
            project,
            TimeSpan.FromMinutes(5),
            [
                "up", "--no-start", "--no-build", "--no-recreate",
                .. scales.OrderBy(scale => scale.Key, StringComparer.Ordinal)
                    .SelectMany(scale => new[] { "--scale", string.Create(CultureInfo.InvariantCulture, $"{scale.Key}={scale.Value}") }),
                .. services,
            ]);

    /// <summary>Builds one service's image.</summary>
    public static Command Build(ComposeProgram program, ComposeProject project, string service, bool noCache, TimeSpan limit) =>
        On(program, project, limit, noCache ? ["build", "--no-cache", service] : ["build", service]);

    /// <summary>The state of all containers, without their environment.</summary>
    public static Command State(ComposeProgram program, ComposeProject project) =>
        On(program, project, Quick, program.IsFirst ? ["ps"] : ["ps", "--all", "--format", "json"]);

    private static Command On(ComposeProgram program, ComposeProject project, TimeSpan limit, params string[] arguments) => new()
    {
        Program = program.Program,
        Arguments =
        [
            .. program.Prefix,
            "-p", project.Name,
            "--project-directory", project.Folder,
            .. project.Files.SelectMany(file => new[] { "-f", file }),
            .. project.EnvFiles.SelectMany(file => new[] { "--env-file", file }),
            .. project.Profiles.SelectMany(profile => new[] { "--profile", profile }),
            .. arguments,
        ],
        Folder = project.Folder,
        Env = new Dictionary<string, string?>
        {
            // What the operator's shell happens to hold must not choose another project or file.
            ["COMPOSE_PROJECT_NAME"] = null,
            ["COMPOSE_FILE"] = null,
            ["COMPOSE_PROFILES"] = null,
            ["COMPOSE_ENV_FILES"] = null,
            ["COMPOSE_REMOVE_ORPHANS"] = null,
            ["COMPOSE_IGNORE_ORPHANS"] = "true",
        },
        Limit = limit,
    };
}
