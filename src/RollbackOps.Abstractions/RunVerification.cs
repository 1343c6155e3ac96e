namespace RollbackOps;

/// <summary>Whether a run's journal is as it was written.</summary>
public sealed record RunVerification
{
    /// <summary>The run's number within the system, e.g. <c>000003</c>.</summary>
    public required string Run { get; init; }

    /// <summary>How many lines are as they were written, up to the first that is not.</summary>
    public required int Lines { get; init; }

    /// <summary>What is wrong with the first line that is not; null where all are.</summary>
    public JournalFlaw? Flaw { get; init; }

    /// <summary>The number of that line; null where all are, or where the whole journal is missing.</summary>
    public int? Line { get; init; }

    /// <summary>True where all lines are as they were written, but for what a crash left at the end of an unfinished run.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>The same in words.</summary>
    public required string Says { get; init; }
}
