namespace RollbackOps.Engine.Actions.Compose;

/// <summary>A service that comes up.</summary>
public sealed record UpService
{
    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>True where it goes back; false where it only paused and comes back as it was.</summary>
    public required bool GoesBack { get; init; }

    /// <summary>The live tag that its containers are made from.</summary>
    public required string Tag { get; init; }

    /// <summary>The gift that holds the target image's id; null where it only paused.</summary>
    public string? Gift { get; init; }

    /// <summary>Image id and configuration hash of its containers at planning, joined by a space.</summary>
    public IReadOnlyList<string> Identities { get; init; } = [];

    /// <summary>True where what it mounts or reads changes: it must have been started anew since the step began.</summary>
    public bool StartsAnew { get; init; }

    /// <summary>How many containers it has.</summary>
    public required int Scale { get; init; }

    /// <summary>What those that start after it wait for.</summary>
    public required WaitUntil Until { get; init; }
}
