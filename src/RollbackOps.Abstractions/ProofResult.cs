namespace RollbackOps;

/// <summary>A backup that was proven, or would be.</summary>
public sealed record ProofResult
{
    /// <summary>The database's name in the runbook.</summary>
    public required string Database { get; init; }

    /// <summary>The backup's full path.</summary>
    public required string Path { get; init; }

    /// <summary>Where it is restored, without a secret.</summary>
    public required string Where { get; init; }

    /// <summary>What came of it; null where it was not tried.</summary>
    public BackupProof? Proof { get; init; }

    /// <summary>What to type next; empty for nothing.</summary>
    public string Next { get; init; } = "";

    /// <summary>True where it was restored whole, and all that was checked holds.</summary>
    public bool Holds => Proof?.Holds == true;

    /// <summary>The same in words.</summary>
    public string Says => Proof?.Says ?? "not tried";

    /// <summary>The exit code: 0 where it holds or was not tried, 2 where it does not hold.</summary>
    public int ExitCode => Proof is { Holds: false } ? 2 : 0;
}
