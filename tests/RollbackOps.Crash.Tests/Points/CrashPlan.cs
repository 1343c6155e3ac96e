namespace RollbackOps.Crash.Tests.Points;

/// <summary>One walk over the crash points of a run.</summary>
internal sealed record CrashPlan
{
    /// <summary>The place where a run that must fail fails.</summary>
    public const string Prove = "before doing checks/before-open";

    /// <summary>Its name in the report and in ROLLBACKOPS_CRASH.</summary>
    public required string Name { get; init; }

    /// <summary>What is typed to begin the run.</summary>
    public required string[] Run { get; init; }

    /// <summary>How the run ends where nobody kills it, and so after each resume.</summary>
    public required int Code { get; init; }

    /// <summary>From where on points are tried by default, because those before it are another walk's; null for all.</summary>
    public string? From { get; init; }

    /// <summary>Whether the person undoes the killed run, and does not resume it.</summary>
    public bool Undo { get; init; }

    /// <summary>Whether each resume is killed too, at a point of its own.</summary>
    public bool Twice { get; init; }

    /// <summary>
    /// Whether a point counts where only a line of the journal is torn, or psql has been started and told nothing yet. They
    /// are the same for every system, and are tried with those that cost least.
    /// </summary>
    public bool Everywhere { get; init; } = true;

    /// <summary>How many of the points are tried by default; null for every one.</summary>
    public int? Sample { get; init; }

    /// <summary>How many copies are tried side by side; much of a run is waiting.</summary>
    public int SideBySide { get; init; } = 3;
}
