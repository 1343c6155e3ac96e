using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Backups;

/// <summary>The points of a database among its backups, as a person sees them. Reads only.</summary>
internal static class PointList
{
    /// <summary>All that the server keeps, newest first; none where it can't be asked, which is told.</summary>
    /// <param name="kind">How such databases are backed up; null where they can't be.</param>
    /// <param name="part">The database.</param>
    /// <param name="runbook">The runbook.</param>
    /// <param name="compared">The release or time that they are compared with; null for none.</param>
    /// <param name="note">Hears why they are not listed.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<IReadOnlyList<BackupInfo>> OfAsync(IBackupKind? kind, DatabasePart part, Runbook runbook, Release? compared, Action<string> note, CancellationToken cancel)
    {
        if (kind?.Points is not { } points || !points.Allows(part))
            return [];
        try
        {
            return [.. (await points.ListAsync(part, runbook, cancel)).Select(point => point with
            {
                Release = compared?.Name,
                IsBefore = compared?.Time is { } released ? point.Time < released : null,
            })];
        }
        catch (RollbackException error)
        {
            note($"The points of database '{part.Name}' are not listed: {error.Message}");
            return [];
        }
    }
}
