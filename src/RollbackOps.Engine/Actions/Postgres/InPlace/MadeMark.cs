namespace RollbackOps.Engine.Actions.Postgres.InPlace;

/// <summary>The database that the run has made in the old one's place.</summary>
/// <param name="Oid">Its oid.</param>
public sealed record MadeMark(long Oid);
