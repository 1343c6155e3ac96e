namespace RollbackOps;

/// <summary>What undoing a run would do: shown, approved and done as this one object.</summary>
public sealed record UndoPlan
{
    /// <summary>The run's number within its system, e.g. <c>000003</c>.</summary>
    public required string Run { get; init; }

    /// <summary>The system's name.</summary>
    public required string System { get; init; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>The run's strategy.</summary>
    public required string Strategy { get; init; }

    /// <summary>What the run was asked for; its runbook is the file that the journal names.</summary>
    public required PlanRequest Request { get; init; }

    /// <summary>The state folder that was named; null where the runbook tells.</summary>
    public string? State { get; init; }

    /// <summary>Where the run stands; null where its process is gone.</summary>
    public required Outcome? Outcome { get; init; }

    /// <summary>The release that the run left; null where it moved no code.</summary>
    public Release? From { get; init; }

    /// <summary>The release that the run brought back; null where it moved no code.</summary>
    public Release? To { get; init; }

    /// <summary>The steps that are undone, in the order in which that happens.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>What stays as the run has left it, and why.</summary>
    public required IReadOnlyList<string> Stays { get; init; }

    /// <summary>What users wrote since, which is not in what comes back, and where it stays.</summary>
    public required IReadOnlyList<Loss> Losses { get; init; }

    /// <summary>SHA-256 over the run, what its journal says and the steps, in hex.</summary>
    public required string Hash { get; init; }
}
