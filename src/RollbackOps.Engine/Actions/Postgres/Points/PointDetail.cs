namespace RollbackOps.Engine.Actions.Postgres.Points;

/// <summary>The point to take.</summary>
/// <param name="Target">The live database.</param>
/// <param name="Point">The point as planning found it.</param>
public sealed record PointDetail(PostgresTarget Target, TemplatePoint Point);
