namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>Whether it is saved.</summary>
/// <param name="File">The file; null while there is none.</param>
public sealed record SaveState(string? File);
