namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>What fencing, exchanging and opening need.</summary>
/// <param name="Target">The live database.</param>
/// <param name="Kept">The name that it is kept under.</param>
/// <param name="Source">What the ledger calls the backup.</param>
public sealed record SwapDetail(PostgresTarget Target, string Kept, string Source)
{
    /// <summary>Whether the restored sequences go on where the live ones stood.</summary>
    public bool KeepsSequencesAhead { get; init; }

    /// <summary>Whether the run drops the old database, so that a person may have brought it back under another oid.</summary>
    public bool DropsOld { get; init; }
}
