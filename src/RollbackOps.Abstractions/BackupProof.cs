namespace RollbackOps;

/// <summary>What came of restoring a backup into a scratch database.</summary>
public sealed record BackupProof
{
    /// <summary>SHA-256 of the file that was restored, in hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>True where it was restored whole, and all that was checked holds.</summary>
    public required bool Holds { get; init; }

    /// <summary>What was checked, or what did not hold.</summary>
    public required string Says { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it.</summary>
    public required Operator By { get; init; }

    /// <summary>Where it was restored, without a secret.</summary>
    public required string Where { get; init; }

    /// <summary>The rows by table that were counted in what was restored.</summary>
    public IReadOnlyDictionary<string, long> Rows { get; init; } = new Dictionary<string, long>();

    /// <summary>How long it took.</summary>
    public required TimeSpan Took { get; init; }
}
