using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Backups;

/// <summary>A kind of database whose server itself can keep a copy to go back to.</summary>
internal interface IPointKind
{
    /// <summary>Whether points may be made of a database. Pure.</summary>
    bool Allows(DatabasePart part);

    /// <summary>Those that the server keeps, newest first. Reads only.</summary>
    /// <exception cref="RollbackException">The server can't be reached.</exception>
    Task<IReadOnlyList<BackupInfo>> ListAsync(DatabasePart part, Runbook runbook, CancellationToken cancel);

    /// <summary>What would be made. Reads only.</summary>
    /// <exception cref="RollbackException">The server can't be reached.</exception>
    Task<BackupResult> LookAsync(DatabasePart part, Runbook runbook, CancellationToken cancel);

    /// <summary>Makes one; then drops older ones.</summary>
    /// <param name="part">The database.</param>
    /// <param name="runbook">The runbook.</param>
    /// <param name="keep">How many of the newest stay; null for all.</param>
    /// <param name="state">The system's state: what an unfinished run may need stays.</param>
    /// <param name="by">Who asks for it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">None could be made; users are in again.</exception>
    Task<BackupResult> MakeAsync(DatabasePart part, Runbook runbook, int? keep, ISystemState state, Operator by, CancellationToken cancel);
}
