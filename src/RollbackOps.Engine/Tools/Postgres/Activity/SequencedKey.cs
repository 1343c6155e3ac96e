namespace RollbackOps.Engine.Tools.Postgres.Activity;

/// <summary>A primary key whose numbers come from a sequence.</summary>
/// <param name="Column">The column.</param>
/// <param name="Sequence">The sequence, as <c>schema.sequence</c>.</param>
public sealed record SequencedKey(string Column, string Sequence);
