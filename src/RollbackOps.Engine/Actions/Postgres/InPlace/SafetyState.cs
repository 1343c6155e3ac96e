namespace RollbackOps.Engine.Actions.Postgres.InPlace;

/// <summary>The safety dump as it is.</summary>
/// <param name="Bytes">Its size; null where there is none.</param>
/// <param name="Read">What was read to its end; null while nothing was.</param>
public sealed record SafetyState(long? Bytes, SafetyMark? Read);
