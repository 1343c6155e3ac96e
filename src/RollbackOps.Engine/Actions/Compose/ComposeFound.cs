using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>A Compose project as it is, and what the target makes of it.</summary>
public sealed record ComposeFound : Found
{
    /// <summary>The project.</summary>
    public required ComposeProject Project { get; init; }

    /// <summary>What the target's files describe.</summary>
    public required ComposeModel Model { get; init; }

    /// <summary>The services of the target's files.</summary>
    public required IReadOnlyList<ServiceFound> Services { get; init; }

    /// <summary>The Compose files within the target's tree, and full paths of those that are not in git; empty where none goes back with code.</summary>
    public IReadOnlyList<string> FilesInTree { get; init; } = [];

    /// <summary>The live folder that the target's tree stands for; null where no code goes back.</summary>
    public string? TreeRoot { get; init; }

    /// <summary>Running containers that bring images back by themselves.</summary>
    public IReadOnlyList<string> Reconcilers { get; init; } = [];

    /// <summary>The service; null where the target has none of that name.</summary>
    public ServiceFound? Find(string service) => Services.FirstOrDefault(found => found.Service.Name == service);
}
