using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Backups;

/// <summary>The backups of a database as a person sees them. Reads only.</summary>
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
    /// <param name="cancel">Ends it.</param>
    public static async Task<IReadOnlyList<BackupInfo>> OfAsync(DatabasePart part, Runbook runbook, string? environment, IKnown known, Release? compared, Release? asked, DateTimeOffset now, Action<string> note, CancellationToken cancel)
    {
        var files = Files(part, runbook, known);
        var looks = await ContentLooks.OfAsync(files, ContentLooks.Room, cancel);
        var chosen = Chosen(part, runbook, files, asked, now, _ => { });
        var withCode = asked is null && compared is not null && files.Count > 0 ? Chosen(part, runbook, files, compared, now, why => note($"Together with the code none comes back: {why}")) : null;
        return
        [
            .. files
                .OrderByDescending(file => file.Time?.Earliest ?? DateTimeOffset.MinValue)
                .ThenBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => Info(file, looks.GetValueOrDefault(file.Path)) with { Runbook = runbook.File, Environment = environment, Database = part.Name, Release = compared?.Name, IsBefore = IsBefore(file, compared), IsChosen = file == chosen, IsChosenWithCode = file == withCode && file != chosen, IsFuture = BackupChoice.IsFuture(file, now) }),
        ];
    }

    /// <summary>The files that fit the pattern, with what the ledger knows of them.</summary>
    public static IReadOnlyList<BackupFile> Files(DatabasePart part, Runbook runbook, IKnown known) =>
        BackupFiles.Find(part.Backups!, runbook.Folder).With(known, part.Name);

    private static BackupInfo Info(BackupFile file, ContentLook? look)
    {
        var isOther = look?.Other is not null || (file.Recorded is { } recorded && recorded.Bytes != file.Bytes);
        return new()
        {
            Runbook = "",
            Database = "",
            Path = file.Path,
            Bytes = file.Bytes,
            Time = file.Time?.Earliest,
            TimeSource = file.Time?.Source ?? "nothing tells",
            Sha256 = file.Recorded?.Sha256,
            IsOwn = file.Recorded?.IsOwn == true,
            Proof = isOther ? null : file.Recorded?.Proof,
            Flaw = file.Bytes == 0 ? "it is EMPTY" : isOther && file.Recorded!.IsOwn ? Altered(file, look?.Other) : null,
            Doubt = look?.Doubt,
        };
    }

    private static string Altered(BackupFile file, string? other) => other is null
        ? $"it has {file.Bytes} bytes, and {file.Recorded!.Bytes} were recorded when it was made"
        : $"it was ALTERED: its SHA-256 is {other[..12]}…, and {file.Recorded!.Sha256[..12]}… was recorded when it was made";

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
