namespace RollbackOps.Engine.Tools.Postgres.Activity;

/// <summary>What the server knows of a database's tables without reading their rows.</summary>
/// <param name="CountersSince">Since when its counters count; null where it doesn't tell.</param>
/// <param name="Tables">The user tables.</param>
public sealed record DatabaseActivity(DateTimeOffset? CountersSince, IReadOnlyList<TableActivity> Tables);
