using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Backups;

/// <summary>The backups of a database as a person sees them. Reads only what the file system tells.</summary>
internal static class BackupList
{
    /// <summary>All that fit the pattern, newest first; those whose time nothing tells come last.</summary>
    /// <param name="part">The database.</param>
    /// <param name="runbook">The runbook.</param>
    /// <param name="environment">The environment that was asked for.</param>
    /// <param name="known">What the ledger knows.</param>
    /// <param name="compared">The release or time that they are compared with; null for none.</param>
    /// <param name="asked">The same where a person named it; null for none.</param>
    /// <param name="now">The time.</param>
    /// <param name="note">Hears why none comes back together with the code.</param>
    public static IReadOnlyList<BackupInfo> Of(DatabasePart part, Runbook runbook, string? environment, IKnown known, Release? compared, Release? asked, DateTimeOffset now, Action<string> note)
    {
        var files = Files(part, runbook, known);
        var chosen = Chosen(part, runbook, files, asked, now, _ => { });
        var withCode = asked is null && compared is not null && files.Count > 0 ? Chosen(part, runbook, files, compared, now, why => note($"Together with the code none comes back: {why}")) : null;
        return
        [
            .. files
                .OrderByDescending(file => file.Time?.Earliest ?? DateTimeOffset.MinValue)
                .ThenBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => Info(file) with { Runbook = runbook.File, Environment = environment, Database = part.Name, Release = compared?.Name, IsBefore = IsBefore(file, compared), IsChosen = file == chosen, IsChosenWithCode = file == withCode && file != chosen, IsFuture = BackupChoice.IsFuture(file, now) }),
        ];
    }

    /// <summary>The files that fit the pattern, with what the ledger knows of them.</summary>
    public static IReadOnlyList<BackupFile> Files(DatabasePart part, Runbook runbook, IKnown known) =>
        BackupFiles.Find(part.Backups!, runbook.Folder).With(known, part.Name);

    private static BackupInfo Info(BackupFile file) => new()
    {
        Runbook = "",
        Database = "",
        Path = file.Path,
        Bytes = file.Bytes,
        Time = file.Time?.Earliest,
        TimeSource = file.Time?.Source ?? "nothing tells",
        Sha256 = file.Recorded?.Sha256,
        IsOwn = file.Recorded?.IsOwn == true,
        Proof = Changed(file) ? null : file.Recorded?.Proof,
        Flaw = file.Bytes == 0 ? "it is EMPTY" : Changed(file) && file.Recorded!.IsOwn ? $"it has {file.Bytes} bytes, and {file.Recorded.Bytes} were recorded when it was made" : null,
    };

    // Its checksum is looked at before it is used; its size is seen at once.
    private static bool Changed(BackupFile file) => file.Recorded is { } recorded && recorded.Bytes != file.Bytes;

    private static bool? IsBefore(BackupFile file, Release? compared) => (file.Time, compared?.Time) switch
    {
        ({ } time, { } released) when time.Latest < released => true,
        ({ } time, { } released) when time.Earliest >= released => false,
        _ => null,
    };

    private static BackupFile? Chosen(DatabasePart part, Runbook runbook, IReadOnlyList<BackupFile> files, Release? compared, DateTimeOffset now, Action<string> missing)
    {
        try
        {
            return BackupChoice.Of(part.Name, files, null, runbook.Folder, compared, now).File;
        }
        catch (RollbackException error)
        {
            missing(error.Message);
            return null;
        }
    }
}
