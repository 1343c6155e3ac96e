namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>One migration that is taken down.</summary>
/// <param name="Target">The live database.</param>
/// <param name="Script">Its script.</param>
/// <param name="Noted">All that is noted as applied while it is.</param>
/// <param name="After">All that is noted once it is taken down, and once each of those after it is.</param>
public sealed record DownDetail(SchemaTarget Target, DownScript Script, IReadOnlyList<string> Noted, IReadOnlyList<IReadOnlyList<string>> After);
