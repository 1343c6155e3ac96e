namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>How far the restore over the live database is.</summary>
/// <param name="IsDone">Whether it was done and counted; false once it has begun.</param>
/// <param name="Collections">The restored collections' identities by name.</param>
public sealed record ReplaceMark(bool IsDone, IReadOnlyDictionary<string, string> Collections);
