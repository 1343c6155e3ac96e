namespace RollbackOps.Engine.Tools.Docker.Swarm;

/// <summary>A service of a swarm, as its spec has it.</summary>
public sealed record SwarmService
{
    /// <summary>The full id.</summary>
    public required string Id { get; init; }

    /// <summary>The full name.</summary>
    public required string Name { get; init; }

    /// <summary>The image that it is to run.</summary>
    public required SwarmImage Image { get; init; }

    /// <summary>The image in the spec before; null where there is none.</summary>
    public SwarmImage? Previous { get; init; }

    /// <summary>
    /// SHA-256 over what its tasks are made of but for the image and its platforms: where it is another, someone else has changed
    /// the service.
    /// </summary>
    public required string Rest { get; init; }

    /// <summary>What else of its tasks the spec before had otherwise, by name: no value.</summary>
    public IReadOnlyList<string> OtherwiseBefore { get; init; } = [];

    /// <summary>Docker's word for its last update: <c>updating</c>, <c>paused</c>, <c>completed</c>, <c>rollback_completed</c>, …; null for none.</summary>
    public string? Update { get; init; }

    /// <summary>What Docker says of that update.</summary>
    public string Said { get; init; } = "";

    /// <summary>When its spec was changed last.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>How many tasks it is to have; null for one on each node.</summary>
    public int? Replicas { get; init; }

    /// <summary>True where its tasks are jobs, which end.</summary>
    public bool IsJob { get; init; }

    /// <summary>True where a volume is mounted into its tasks.</summary>
    public bool HoldsVolume { get; init; }

    /// <summary>How long an update takes by its own pauses and graces.</summary>
    public TimeSpan Rollout { get; init; }

    /// <summary>What Swarm does where an update fails: <c>pause</c>, <c>continue</c> or <c>rollback</c>.</summary>
    public string OnFailure { get; init; } = "pause";

    /// <summary>The ports that it publishes.</summary>
    public IReadOnlyList<int> Published { get; init; } = [];

    /// <summary>The names of its variables that have a value.</summary>
    public IReadOnlySet<string> Variables { get; init; } = new HashSet<string>();

    /// <summary>True while Swarm exchanges its tasks.</summary>
    public bool IsMoving => Update is "updating" or "rollback_started";
}
