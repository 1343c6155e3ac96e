namespace RollbackOps.Engine.Actions;

/// <summary>Where a rollback point keeps what it names.</summary>
/// <param name="Point">Its number.</param>
/// <param name="Folder">Its own folder, readable by its owner alone.</param>
public sealed record PointPlace(string Point, string Folder);
