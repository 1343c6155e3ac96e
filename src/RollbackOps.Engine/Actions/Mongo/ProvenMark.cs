namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>What was counted in the restored copy before it was dropped again.</summary>
/// <param name="Documents">The documents by collection.</param>
public sealed record ProvenMark(IReadOnlyDictionary<string, long> Documents);
