using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>The two databases as they are, found by their oids whatever they are called.</summary>
/// <param name="SystemId">The cluster's identity.</param>
/// <param name="Old">The database that was live at planning; null where it is gone.</param>
/// <param name="New">The restored one; null where it is gone or not yet made.</param>
/// <param name="Source">What the ledger calls the backup that it was made from; null for the plan's.</param>
public sealed record SwapState(string SystemId, DatabaseState? Old, DatabaseState? New, string? Source = null)
{
    /// <summary>Whether the last numbers of the live sequences are written down.</summary>
    public bool HasNumbers { get; init; }

    /// <summary>What bears the old database's name since the run has dropped it; null for nothing.</summary>
    public DatabaseState? Named { get; init; }
}
