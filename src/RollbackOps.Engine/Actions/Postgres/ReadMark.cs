namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>What the run remembers of a backup that it read to its end.</summary>
/// <param name="Sha256">Its hash.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Touched">When it was last written to.</param>
/// <param name="OneSession">Why all of it has to go through one session; null where several may share it.</param>
public sealed record ReadMark(string Sha256, long Bytes, long Touched, string? OneSession = null);
