namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>The fresh server, filled, proven and stopped.</summary>
/// <param name="Content">The identity of its content.</param>
/// <param name="SystemId">The cluster's identity.</param>
/// <param name="Oid">The database's oid.</param>
/// <param name="Source">What the ledger calls the backup that it was made from.</param>
public sealed record FreshMark(string Content, string SystemId, long Oid, string Source);
