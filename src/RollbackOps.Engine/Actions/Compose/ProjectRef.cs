using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>Which Compose project a step means, as the plan found it: never by where a command happens to run.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="Folder">The project's live folder.</param>
/// <param name="Files">The Compose files in the live tree, full paths.</param>
/// <param name="EnvFiles">The environment files; empty for the default.</param>
/// <param name="Profiles">The profiles in use.</param>
public sealed record ProjectRef(
    string Name,
    string Folder,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> EnvFiles,
    IReadOnlyList<string> Profiles)
{
    /// <summary>The project that was found.</summary>
    public static ProjectRef Of(ComposeProject project) =>
        new(project.Name, project.Folder, project.Files, project.EnvFiles, project.Profiles);

    /// <summary>The project, for a command line.</summary>
    public ComposeProject ToProject() => new()
    {
        Name = Name,
        Folder = Folder,
        Files = Files,
        EnvFiles = EnvFiles,
        Profiles = Profiles,
        Containers = [],
    };

    /// <summary>What an operator types before a Compose command.</summary>
    public string Typed => $"docker compose -p {Name} --project-directory {Folder} {string.Join(' ', Files.Select(file => $"-f {file}"))}";
}
