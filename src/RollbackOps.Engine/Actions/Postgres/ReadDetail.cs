using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>The backup to read.</summary>
/// <param name="Part">The part's name.</param>
/// <param name="Dump">The backup as planning found it.</param>
public sealed record ReadDetail(string Part, DumpFile Dump);
