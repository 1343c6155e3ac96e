using RollbackOps.Engine.Tools.Docker.Swarm;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>The services of a swarm as they are, and where they go.</summary>
public sealed record SwarmFound : Found
{
    /// <summary>The swarm.</summary>
    public required SwarmInfo Swarm { get; init; }

    /// <summary>The manager's address; null where it is this machine.</summary>
    public string? Remote { get; init; }

    /// <summary>The services that go back.</summary>
    public required IReadOnlyList<ServiceGoal> Goals { get; init; }

    /// <summary>What stays as it is, and why.</summary>
    public IReadOnlyList<string> Stays { get; init; } = [];

    /// <summary>The targets that the manager has.</summary>
    public IReadOnlySet<string> Here { get; init; } = new HashSet<string>();

    /// <summary>Services that bring images back by themselves.</summary>
    public IReadOnlyList<string> Reconcilers { get; init; } = [];
}
