namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>How far the rehearsal is.</summary>
/// <param name="SystemId">The cluster's identity.</param>
/// <param name="Live">The live database's name now; null where it is gone.</param>
/// <param name="Copy">Whether the copy is there.</param>
/// <param name="Rehearsed">Whether it was rehearsed to its end.</param>
/// <param name="Scripts">The folder with the run's copies of the scripts; null while there is none.</param>
public sealed record RehearseState(string SystemId, string? Live, bool Copy, bool Rehearsed, string? Scripts);
