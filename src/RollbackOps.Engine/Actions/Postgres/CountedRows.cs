namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>What a database held at a moment.</summary>
/// <param name="Rows">The rows by table.</param>
/// <param name="Touched">How many rows of each table were ever changed or removed, as the server's counters tell.</param>
public sealed record CountedRows(IReadOnlyDictionary<string, long> Rows, IReadOnlyDictionary<string, long> Touched);
