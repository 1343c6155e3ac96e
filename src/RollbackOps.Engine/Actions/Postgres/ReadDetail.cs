using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>The backup to read.</summary>
/// <param name="Part">The part's name.</param>
/// <param name="Dump">The backup as planning found it.</param>
public sealed record ReadDetail(string Part, DumpFile Dump)
{
    /// <summary>The backups that may be tried when it can't be used, newest first.</summary>
    public IReadOnlyList<DumpFile> Earlier { get; init; } = [];

    /// <summary>The backup that is about to come back: the first, or the earlier one that the run came to.</summary>
    public DumpFile Chosen(ReadMark? read) => Earlier.FirstOrDefault(dump => dump.Sha256 == read?.Sha256) ?? Dump;

    /// <summary>The backups from one on.</summary>
    public IEnumerable<DumpFile> From(DumpFile dump) => Earlier.Prepend(Dump).SkipWhile(other => other != dump);
}
