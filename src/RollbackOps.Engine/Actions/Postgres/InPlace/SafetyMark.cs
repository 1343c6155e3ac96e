using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres.InPlace;

/// <summary>What the run remembers of the old database, once its safety dump was read to its end.</summary>
/// <param name="Path">The safety dump.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its hash.</param>
/// <param name="Properties">How the old database was made and set.</param>
/// <param name="Tables">Its tables, as <c>schema.table</c>.</param>
public sealed record SafetyMark(string Path, long Bytes, string Sha256, DatabaseProperties Properties, IReadOnlyList<string> Tables)
{
    /// <summary>The command that restores it, under the name that the database had when it was dumped.</summary>
    public string? Restore { get; init; }
}
