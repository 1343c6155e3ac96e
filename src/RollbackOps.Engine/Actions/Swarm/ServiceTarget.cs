namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>A service that goes back.</summary>
public sealed record ServiceTarget
{
    /// <summary>The full id: another service under the same name is not meant.</summary>
    public required string Id { get; init; }

    /// <summary>The full name.</summary>
    public required string Name { get; init; }

    /// <summary>The image in its spec at planning.</summary>
    public required string Before { get; init; }

    /// <summary>The image that comes back, by digest or id.</summary>
    public required string Target { get; init; }

    /// <summary>The hash of the rest of its tasks' template at planning.</summary>
    public required string Rest { get; init; }

    /// <summary>How long its update takes by its own pauses and graces.</summary>
    public required TimeSpan Rollout { get; init; }
}
