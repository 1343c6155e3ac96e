namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>The safety dump as it is.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Identity">The file's identity; null where there is none.</param>
/// <param name="Read">What was read to its end; null while nothing was.</param>
public sealed record SafetyState(string Path, string? Identity, SafetyMark? Read);
