namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>The restored copy beside the live database.</summary>
/// <param name="Scratch">The database's name.</param>
/// <param name="IsThere">Whether the server has it.</param>
/// <param name="Proven">What was counted in it; null while it was not proven.</param>
public sealed record BesideState(string Scratch, bool IsThere, ProvenMark? Proven);
