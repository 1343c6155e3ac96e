using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>The live database and the copy as they are.</summary>
/// <param name="SystemId">The cluster's identity.</param>
/// <param name="Live">The database that is live; null where it is gone.</param>
/// <param name="Partial">The copy while it is being made; null for none.</param>
/// <param name="Finished">The finished copy; null for none.</param>
/// <param name="Source">What the ledger calls the backup that was read last; null in a journal of before.</param>
public sealed record BesideState(string SystemId, DatabaseState? Live, DatabaseState? Partial, DatabaseState? Finished, string? Source = null);
