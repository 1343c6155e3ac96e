namespace RollbackOps;

/// <summary>What a runbook holds, as plain data.</summary>
public sealed record RunbookInfo
{
    /// <summary>The system's name.</summary>
    public required string System { get; init; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>The runbook's full path.</summary>
    public required string File { get; init; }

    /// <summary>What is deployed, in the runbook's order.</summary>
    public required IReadOnlyList<PartInfo> Parts { get; init; }

    /// <summary>The ways back: the runbook's own, then those that follow from it.</summary>
    public required IReadOnlyList<StrategyInfo> Strategies { get; init; }

    /// <summary>The checks, in the order in which they are measured.</summary>
    public required IReadOnlyList<CheckInfo> Checks { get; init; }
}
