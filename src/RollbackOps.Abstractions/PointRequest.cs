namespace RollbackOps;

/// <summary>What a person asks for who records a rollback point.</summary>
public sealed record PointRequest
{
    /// <summary>The runbook's path.</summary>
    public required string Runbook { get; init; }

    /// <summary>The environment, where the runbook has several.</summary>
    public string? Environment { get; init; }

    /// <summary>Its name; null for the release's and the time.</summary>
    public string? Name { get; init; }

    /// <summary>Why; it goes into the journal.</summary>
    public string? Reason { get; init; }
}
