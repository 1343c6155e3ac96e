using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Backups;

/// <summary>How databases of one kind are backed up.</summary>
internal interface IBackupKind
{
    /// <summary>The kind of database part, e.g. <c>postgres</c>.</summary>
    string Kind { get; }

    /// <summary>Makes copies that the server keeps; null where it can't.</summary>
    IPointKind? Points => null;

    /// <summary>How a backup is written. Pure.</summary>
    /// <exception cref="RollbackException">It can't be written as the pattern or the person asks.</exception>
    BackupForm Form(BackupSet set, string? asked);

    /// <summary>Makes sure that the database can be backed up. Reads only.</summary>
    /// <exception cref="RollbackException">It can't be reached, or its tool is missing or too old.</exception>
    Task<BackupFacts> LookAsync(DatabasePart part, Runbook runbook, CancellationToken cancel);

    /// <summary>Writes the database as it is at one moment.</summary>
    /// <param name="part">The database.</param>
    /// <param name="runbook">The runbook.</param>
    /// <param name="form">How it is written.</param>
    /// <param name="file">Where to.</param>
    /// <param name="progress">Hears what it is at, and the share that is done.</param>
    /// <param name="cancel">Ends it.</param>
    Task WriteAsync(DatabasePart part, Runbook runbook, BackupForm form, PartialFile file, Action<string, double?> progress, CancellationToken cancel);

    /// <summary>Reads a backup to its end, as a run does before it restores one.</summary>
    /// <exception cref="RollbackException">It is not whole.</exception>
    Task<BackupContent> ReadAsync(DatabasePart part, Runbook runbook, string path, Action<string, double?> progress, CancellationToken cancel);

    /// <summary>Where a backup would be restored to be proven, without a secret. Reads only.</summary>
    /// <exception cref="RollbackException">That can't be reached.</exception>
    Task<string> PlaceAsync(DatabasePart part, Runbook runbook, string? server, CancellationToken cancel);

    /// <summary>Restores a backup into a scratch database, checks that, and drops it whatever happens; first, what killed ones have left.</summary>
    /// <exception cref="RollbackException">The backup can't be used (<see cref="RollbackErrorId.BackupUnusable"/>), or could not be tried.</exception>
    Task<TrialResult> TryAsync(Trial trial, CancellationToken cancel);
}
