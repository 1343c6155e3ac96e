using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>The copy to make.</summary>
/// <param name="Target">The live database.</param>
/// <param name="Dump">The backup.</param>
public sealed record BesideDetail(PostgresTarget Target, DumpFile Dump);
