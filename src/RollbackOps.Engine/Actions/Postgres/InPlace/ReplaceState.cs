using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres.InPlace;

/// <summary>The old database and the one that takes its place, found by their oids.</summary>
/// <param name="SystemId">The cluster's identity.</param>
/// <param name="Old">The database that was live at planning; null once it is dropped.</param>
/// <param name="Made">The database that the run has made; null while there is none.</param>
/// <param name="Named">The database that bears the live one's name; null for none.</param>
/// <param name="Source">What the ledger calls the backup that was read last.</param>
public sealed record ReplaceState(string SystemId, DatabaseState? Old, DatabaseState? Made, DatabaseState? Named, string? Source)
{
    /// <summary>Whether the new database took the old one's place.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>The safety dump; null while there is none.</summary>
    public string? Safety { get; init; }

    /// <summary>The command that restores the safety dump; null while there is none.</summary>
    public string? Restore { get; init; }
}
