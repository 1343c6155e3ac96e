namespace RollbackOps;

/// <summary>The answer to one question about the running system.</summary>
public sealed record CheckResult
{
    /// <summary>The check's name, e.g. <c>http http://localhost:3000/health</c>.</summary>
    public required string Check { get; init; }

    /// <summary>Whether it holds.</summary>
    public required bool Passed { get; init; }

    /// <summary>What was measured, e.g. <c>status 200 in 12 ms</c>, or why it does not hold.</summary>
    public required string Detail { get; init; }

    /// <summary>How long the measuring took.</summary>
    public TimeSpan Took { get; init; }
}
