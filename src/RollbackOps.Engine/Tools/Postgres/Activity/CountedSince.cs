namespace RollbackOps.Engine.Tools.Postgres.Activity;

/// <summary>How many rows of a table were written since a moment, as one of its columns tells.</summary>
/// <param name="Table">The table, as <c>schema.table</c>.</param>
/// <param name="Column">The column.</param>
/// <param name="Rows">The rows.</param>
public sealed record CountedSince(string Table, string Column, long Rows);
