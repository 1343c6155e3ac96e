namespace RollbackOps.Bench.TruthTable;

/// <summary>A system as it is seen from outside.</summary>
/// <param name="Healthy">Whether its health answers 200.</param>
/// <param name="Version">The version that it answers; empty where nothing answers.</param>
/// <param name="Commit">What is checked out.</param>
/// <param name="Rows">A hash of all rows of its database; empty where it can't be asked.</param>
internal sealed record Snapshot(bool Healthy, string Version, string Commit, string Rows);
