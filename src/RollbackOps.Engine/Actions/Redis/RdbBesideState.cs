namespace RollbackOps.Engine.Actions.Redis;

/// <summary>What was restored beside.</summary>
/// <param name="Mark">Its mark, by inode; null while it is not there.</param>
/// <param name="IsBegun">Whether a part of it is there.</param>
/// <param name="Keys">Its keys by logical database; null while it is not there.</param>
/// <param name="Expiring">How many of them have a time to live.</param>
public sealed record RdbBesideState(string? Mark, bool IsBegun, IReadOnlyDictionary<string, long>? Keys, IReadOnlyDictionary<string, long>? Expiring);
