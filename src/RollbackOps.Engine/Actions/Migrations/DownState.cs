namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>What the database has noted.</summary>
/// <param name="SystemId">The cluster's identity.</param>
/// <param name="Live">The live database's name now; null where it is gone.</param>
/// <param name="Noted">What is noted as applied.</param>
/// <param name="Row">The migration's row as JSON, where it may be brought up again; else null.</param>
public sealed record DownState(string SystemId, string? Live, IReadOnlyList<string> Noted, string? Row);
