namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>What the run remembers of the safety dump, once it was read to its end.</summary>
/// <param name="Identity">The file's identity.</param>
/// <param name="Sha256">Its hash.</param>
/// <param name="Documents">Its documents by collection.</param>
public sealed record SafetyMark(string Identity, string Sha256, IReadOnlyDictionary<string, long> Documents);
