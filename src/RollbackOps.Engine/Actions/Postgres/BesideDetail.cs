using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>The copy to make.</summary>
/// <param name="Target">The live database.</param>
/// <param name="Dump">The backup.</param>
public sealed record BesideDetail(PostgresTarget Target, DumpFile Dump)
{
    /// <summary>The backups that may be tried when what comes out of it is wrong, newest first.</summary>
    public IReadOnlyList<DumpFile> Earlier { get; init; } = [];
}
