namespace RollbackOps;

/// <summary>A run as its journal tells it, in short.</summary>
public sealed record RunInfo
{
    /// <summary>Its number within the system, e.g. <c>000003</c>.</summary>
    public required string Run { get; init; }

    /// <summary>When it began, in UTC.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>Who began it, where.</summary>
    public required Operator By { get; init; }

    /// <summary>The strategy.</summary>
    public required string Strategy { get; init; }

    /// <summary>The release that ran before; null where the strategy moved no code.</summary>
    public Release? From { get; init; }

    /// <summary>The release that came back; null where the strategy moved no code.</summary>
    public Release? To { get; init; }

    /// <summary>Why, where it was said.</summary>
    public string? Reason { get; init; }

    /// <summary>How it ended, or where it was paused; null while it is under way, or when its process is gone.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Its result; null as for <see cref="Outcome"/>.</summary>
    public RunResult? Result { get; init; }

    /// <summary>True once it is closed; else it is under way or has to be resumed.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>The newer run that took its place; null for none.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>The state folder that was named to find it; null where the runbook tells.</summary>
    public string? State { get; init; }

    /// <summary>The next command to type, or what to do.</summary>
    public required string Next { get; init; }

    /// <summary>The runbook's full path.</summary>
    public required string Runbook { get; init; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }
}
