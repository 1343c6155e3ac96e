namespace RollbackOps.Engine.Actions.Compose;

/// <summary>The image that a service comes back with.</summary>
/// <param name="Id">Its id; null where it must be made first, or nothing tells.</param>
/// <param name="Pull">What it is pulled by, where this host does not have it and a registry may; null for none.</param>
public sealed record TargetImage(string? Id, string? Pull = null);
