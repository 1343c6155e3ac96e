namespace RollbackOps.Engine.Tools.Docker;

/// <summary>A Compose project and its containers.</summary>
public sealed record ComposeProject
{
    /// <summary>The project's name.</summary>
    public required string Name { get; init; }

    /// <summary>The project's folder (<c>--project-directory</c>).</summary>
    public required string Folder { get; init; }

    /// <summary>The Compose files, full paths.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The environment files that the containers were made with, full paths; empty for the default.</summary>
    public IReadOnlyList<string> EnvFiles { get; init; } = [];

    /// <summary>The profiles in use.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>The containers, running or not; one-off ones are left out.</summary>
    public required IReadOnlyList<ComposeContainer> Containers { get; init; }
}
