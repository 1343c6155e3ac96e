namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>What is saved before anything is taken from it.</summary>
/// <param name="Target">The live database.</param>
/// <param name="Tables">The tables, as <c>schema.table</c>.</param>
public sealed record SaveDetail(SchemaTarget Target, IReadOnlyList<string> Tables);
