namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>The way down that is tried on a copy.</summary>
/// <param name="Target">The live database.</param>
/// <param name="Scripts">The scripts, in the order in which they are run.</param>
/// <param name="WithData">Whether the copy has the data.</param>
public sealed record RehearseDetail(SchemaTarget Target, IReadOnlyList<DownScript> Scripts, bool WithData);
