namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>A backup as it is, and what the run read of it.</summary>
/// <param name="Bytes">Its size; null where it is gone.</param>
/// <param name="Touched">When it was last written to.</param>
/// <param name="Read">What was read to its end; null while nothing was.</param>
public sealed record ReadState(long? Bytes, long Touched, ReadMark? Read);
