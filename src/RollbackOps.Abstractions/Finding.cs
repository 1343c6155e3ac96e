namespace RollbackOps;

/// <summary>Something that was found at planning and that the plan rests on: when it changes, the plan is stale.</summary>
/// <param name="Subject">What it is about, e.g. <c>database shop</c>.</param>
/// <param name="Name">The property, e.g. <c>oid</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="Source">Where it was read, e.g. <c>pg_database</c>.</param>
public sealed record Finding(string Subject, string Name, string Value, string Source);
