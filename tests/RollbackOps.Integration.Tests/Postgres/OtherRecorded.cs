using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>A ledger in which every backup was made by this tool, and was another file then.</summary>
internal sealed class OtherRecorded : IKnown
{
    public bool IsBad(string commit) => false;

    public string? ProvenBy(string commit) => null;

    public string? SourceOf(string identity) => null;

    public IReadOnlyList<string> MadeFrom(string source) => [];

    public TimeSpan? TookLast(string step) => null;

    public RecordedBackup? BackupOf(string database, BackupFile file) => new()
    {
        Database = database,
        Path = file.Path,
        Bytes = file.Bytes,
        Sha256 = new('0', 64),
        TakenAt = DateTimeOffset.UnixEpoch,
    };
}
