namespace RollbackOps;

/// <summary>The end of a run, or its pause.</summary>
public sealed record RunResult
{
    /// <summary>The run's number within its system, e.g. <c>000003</c>; empty where no run was begun.</summary>
    public required string Run { get; init; }

    /// <summary>The system's name.</summary>
    public required string System { get; init; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>How it ended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>What happened, to what.</summary>
    public required string Message { get; init; }

    /// <summary>The next command to type, or what to do.</summary>
    public required string Next { get; init; }

    /// <summary>The backups that came back and are in place: not always the ones that were chosen.</summary>
    public IReadOnlyList<RestoredBackup> Backups { get; init; } = [];

    /// <summary>What the run kept, and where: the old database, old files.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>When what is kept is due to be given up, in UTC; null where nothing is kept or the run is not over.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    /// <summary>What the run made and could not or need not take away.</summary>
    public IReadOnlyList<string> Leftovers { get; init; } = [];

    /// <summary>What the run did, still stands, and can't be undone; empty where nothing of that kind is in effect. Where the run is proven, only what takes the way back from all of it.</summary>
    public IReadOnlyList<string> Stays { get; init; } = [];

    /// <summary>How long users were without service.</summary>
    public TimeSpan Downtime { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>True where a person asked for the undo: it is then what had to be reached.</summary>
    public bool WasAsked { get; init; }

    /// <summary>The exit code: 0 proven, in place or wholly undone on request, 2 refused, 3 undone, 4 held, 5 not closed.</summary>
    public int ExitCode => Outcome switch
    {
        Outcome.Proven or Outcome.AlreadyInPlace => 0,
        Outcome.Refused => 2,
        Outcome.Undone => WasAsked && Stays.Count == 0 ? 0 : 3,
        Outcome.Held => 4,
        _ => 5,
    };
}
