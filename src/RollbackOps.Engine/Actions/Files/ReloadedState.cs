namespace RollbackOps.Engine.Actions.Files;

/// <summary>Whether the files were loaded by this run, and proven so.</summary>
/// <param name="Done">True where they were.</param>
public sealed record ReloadedState(bool Done);
