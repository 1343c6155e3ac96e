namespace RollbackOps.Engine.Actions.Sqlite;

/// <summary>Which live file gives way.</summary>
public sealed record ExchangeDetail
{
    /// <summary>The part's name in the runbook.</summary>
    public required string Part { get; init; }

    /// <summary>The live file's full path.</summary>
    public required string File { get; init; }

    /// <summary>The identity of the live file that was found at planning; null where it was gone.</summary>
    public required string? Live { get; init; }

    /// <summary>SHA-256 of the backup that comes back, in hex.</summary>
    public required string Hash { get; init; }

    /// <summary>Where a run keeps the live file.</summary>
    public string KeptPlace(string run) => $"{File}.kept-{run}";
}
