using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres.InPlace;

/// <summary>What setting aside, dumping and replacing a database need.</summary>
/// <param name="Target">The live database.</param>
/// <param name="Aside">The name that it has while it is dumped.</param>
/// <param name="Folder">Where the safety dump is written.</param>
/// <param name="Dump">The backup.</param>
public sealed record InPlaceDetail(PostgresTarget Target, string Aside, string Folder, DumpFile Dump)
{
    /// <summary>The backups that may be tried when what comes out of it is wrong, newest first.</summary>
    public IReadOnlyList<DumpFile> Earlier { get; init; } = [];

    /// <summary>Whether the restored sequences go on where the live ones stood.</summary>
    public bool KeepsSequencesAhead { get; init; }

    /// <summary>The safety dump of a run.</summary>
    public string SafetyDump(Work work) => Path.Combine(Folder, $"{work.Plan.System}-{Target.Part}-before-run-{work.Run}.dump");
}
