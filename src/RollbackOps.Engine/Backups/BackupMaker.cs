using RollbackOps.Engine.Journals.Backups;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Events;

namespace RollbackOps.Engine.Backups;

/// <summary>Makes a backup: written aside, read to its end, named, recorded. One that exists is whole.</summary>
/// <param name="kind">How databases of the part's kind are backed up.</param>
/// <param name="time">The clock.</param>
internal sealed class BackupMaker(IBackupKind kind, TimeProvider time)
{
    private const int MostTables = 2000;

    /// <summary>What would be made. Writes nothing.</summary>
    public async Task<BackupResult> LookAsync(DatabasePart part, Runbook runbook, string? format, CancellationToken cancel)
    {
        var form = kind.Form(part.Backups!, format);
        var path = BackupName.Of(part.Backups!, runbook.Folder, time.GetUtcNow(), form.Ending);
        var facts = await kind.LookAsync(part, runbook, cancel);
        return Result(part, path, form, facts);
    }

    /// <summary>Makes it.</summary>
    /// <exception cref="RollbackException">It can't be made; nothing of it is left.</exception>
    public async Task<BackupResult> MakeAsync(DatabasePart part, Runbook runbook, BackupRequest request, BackupJournal journal, Operator by, Action<string, double?> progress, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var form = kind.Form(part.Backups!, request.Format);
        BackupName.Of(part.Backups!, runbook.Folder, time.GetUtcNow(), form.Ending);
        var facts = await kind.LookAsync(part, runbook, cancel);
        await journal.TryAsync(by, cancel);
        var path = BackupName.Of(part.Backups!, runbook.Folder, facts.TakenAt, form.Ending);
        var (content, bytes) = await WriteAsync(part, runbook, form, path, progress, cancel);
        await RecordAsync(journal, new(part.Name, path, content.Sha256, bytes, Largest(content.Rows), facts.TakenAt, facts.Tool, facts.Server, by, request.Reason));
        return Result(part, path, form, facts) with { TakenAt = facts.TakenAt, Sha256 = content.Sha256, Bytes = bytes, Rows = content.Rows, Took = time.GetElapsedTime(began) };
    }

    private async Task<(BackupContent Content, long Bytes)> WriteAsync(DatabasePart part, Runbook runbook, BackupForm form, string path, Action<string, double?> progress, CancellationToken cancel)
    {
        using var partial = PartialFile.Begin(path);
        try
        {
            CrashPoint.Reach($"after beginning {path}");
            await kind.WriteAsync(part, runbook, form, partial, progress, cancel);
            CrashPoint.Reach($"after writing {path}");
            var content = await kind.ReadAsync(part, runbook, partial.Path, progress, cancel);
            var bytes = new FileInfo(partial.Path).Length;
            CrashPoint.Reach($"before naming {path}");
            partial.Finish();
            CrashPoint.Reach($"after naming {path}");
            return (content, bytes);
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.BackupUnusable)
        {
            throw new RollbackException(error.Id, $"What was written as the backup {path} is not whole, and was removed. {error.Message.Replace(BackupFiles.Partial, "", StringComparison.Ordinal)}", "Look at the disk and the server's log, then run the same command again.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw PartialFile.Unwritable(path, error);
        }
    }

    // A line of the journal is read with every plan.
    private static IReadOnlyDictionary<string, long> Largest(IReadOnlyDictionary<string, long> rows) =>
        rows.Count <= MostTables ? rows : rows.OrderByDescending(table => table.Value).Take(MostTables).ToDictionary();

    // It is whole and has its name: a journal that was lost meanwhile is no reason to take it away again.
    private static async Task RecordAsync(BackupJournal journal, BackupTaken taken)
    {
        try
        {
            await journal.AppendAsync(taken, taken.By, CancellationToken.None);
        }
        catch (RollbackException error)
        {
            throw new RollbackException(error.Id, $"The backup {taken.Path} was made and is whole, but could not be recorded: {error.Message}", $"{error.Next} Until then its time is read from its name, and its checksum is not known.", error);
        }
    }

    private static BackupResult Result(DatabasePart part, string path, BackupForm form, BackupFacts facts) => new()
    {
        Database = part.Name,
        Path = path,
        Format = form.Packing == Packing.None ? form.Format : $"{form.Format}, {form.Packing.ToString().ToLowerInvariant()}",
        Tool = facts.Tool,
        Server = facts.Server,
    };
}
