using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Actions;

/// <summary>What the ledger knows of earlier runs.</summary>
public interface IKnown
{
    /// <summary>Whether a release was left behind by a proven run.</summary>
    bool IsBad(string commit);

    /// <summary>The run that proved the release by arriving at it, e.g. <c>000003</c>; null for none.</summary>
    string? ProvenBy(string commit);

    /// <summary>What a thing with this identity was made from; null where the ledger does not know it.</summary>
    string? SourceOf(string identity);

    /// <summary>What a thing with this identity was to be made from, and could not be; null for nothing.</summary>
    string? InsteadOf(string identity) => null;

    /// <summary>The identities of all that was made from this source, newest first.</summary>
    IReadOnlyList<string> MadeFrom(string source);

    /// <summary>The run that last made something from this source, proven or not, e.g. <c>000003</c>; null for none.</summary>
    string? RunThatUsed(string source) => null;

    /// <summary>The release that a run left and the one that it went to; null where it moved no code or is not known.</summary>
    (Release From, Release To)? MoveOf(string run) => null;

    /// <summary>What was recorded of a backup; null where it was neither made nor proven by this tool.</summary>
    RecordedBackup? BackupOf(string database, BackupFile file) => null;

    /// <summary>The rollback points, newest first.</summary>
    IReadOnlyList<RollbackPoint> Points => [];

    /// <summary>How long a step took when it was last done; null where it never was.</summary>
    TimeSpan? TookLast(string step);
}
