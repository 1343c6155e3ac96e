namespace RollbackOps.Engine.Actions.Compose;

/// <summary>A service that is started.</summary>
public sealed record StartedService
{
    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>How many containers it has.</summary>
    public required int Scale { get; init; }

    /// <summary>What those that start after it wait for.</summary>
    public required WaitUntil Until { get; init; }
}
