namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>The live database, its collections known by their UUIDs.</summary>
/// <param name="Mark">How far the run has written that the restore is; null before.</param>
/// <param name="Collections">The live collections' identities by name.</param>
public sealed record ReplaceState(ReplaceMark? Mark, IReadOnlyDictionary<string, string> Collections);
