namespace RollbackOps.Engine.Tools.Databases;

/// <summary>What the ledger knows of a backup.</summary>
public sealed record RecordedBackup
{
    /// <summary>The database's name in the runbook.</summary>
    public required string Database { get; init; }

    /// <summary>The full path that it had then.</summary>
    public required string Path { get; init; }

    /// <summary>Its size then.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the file then, in hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When that was recorded.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The moment that it holds; null where another tool made it.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>The rows that it holds by table, where this tool made it.</summary>
    public IReadOnlyDictionary<string, long> Rows { get; init; } = new Dictionary<string, long>();

    /// <summary>Its last proof; null where it was never proven.</summary>
    public BackupProof? Proof { get; init; }

    /// <summary>True where this tool made it.</summary>
    public bool IsOwn => TakenAt is not null;
}
