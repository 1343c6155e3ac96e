namespace RollbackOps.Engine.Actions.Compose.Trial;

/// <summary>The release that is tried beside the live one, as a project of its own.</summary>
public sealed record TrialDetail
{
    /// <summary>The live project.</summary>
    public required ProjectRef Project { get; init; }

    /// <summary>The gift that names the target's tree; null where no code goes back.</summary>
    public string? Tree { get; init; }

    /// <summary>The live folder that the tree stands for; null where no code goes back.</summary>
    public string? Root { get; init; }

    /// <summary>The Compose files within the tree, and full paths of those that are not in git; empty for the live ones.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The services that are tried; those that they depend on come up with them.</summary>
    public required IReadOnlyList<StartedService> Services { get; init; }

    /// <summary>The image of each service: its id, or the gift that names it.</summary>
    public required IReadOnlyDictionary<string, string> Images { get; init; }

    /// <summary>The gifts that name volumes with restored content.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>The trial's own project in a run.</summary>
    public string NameIn(string run) => $"{Project.Name}-trial-{run}";
}
