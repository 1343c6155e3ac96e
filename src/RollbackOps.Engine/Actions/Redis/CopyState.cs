namespace RollbackOps.Engine.Actions.Redis;

/// <summary>The copy of the keys.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Identity">The file's identity; null while it is not there.</param>
/// <param name="IsBegun">Whether a part of it is there.</param>
public sealed record CopyState(string Path, string? Identity, bool IsBegun);
