using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Journals.Backups;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Events;

namespace RollbackOps.Engine.Backups;

/// <summary>Removes backups that this tool made and no rule keeps: only what the pattern means, never what a run refers to, or what is not as it was made.</summary>
/// <param name="state">The system's state.</param>
/// <param name="journal">Knows them, and records what was removed.</param>
/// <param name="time">The clock.</param>
internal sealed class BackupPruner(ISystemState state, BackupJournal journal, TimeProvider time)
{
    /// <summary>What would be removed once another is made. Writes nothing.</summary>
    public BackupResult Look(BackupResult made, DatabasePart part, Runbook runbook, Retention rule)
    {
        var next = new RecordedBackup { Database = part.Name, Path = made.Path, Bytes = 0, Sha256 = "", TakenAt = time.GetUtcNow() };
        IReadOnlyList<RecordedBackup> own = [next, .. Own(part, runbook)];
        made = WithProven(made, rule, own);
        foreach (var backup in RetentionRule.Due(rule, own, time.GetUtcNow()).Where(backup => File.Exists(backup.Path)))
            made = BackupNeeds.Of(backup, state, runbook, time.GetUtcNow()) is { } why ? Stays(made, backup, why) : made with { Removed = [.. made.Removed, backup.Path] };
        return made;
    }

    /// <summary>Removes them. What stands in the way of that leaves them, and is told: the new backup is made.</summary>
    public async Task<BackupResult> PruneAsync(BackupResult made, DatabasePart part, Runbook runbook, Retention rule, Operator by, CancellationToken cancel)
    {
        var own = Own(part, runbook);
        made = WithProven(made, rule, own);
        foreach (var backup in RetentionRule.Due(rule, own, time.GetUtcNow()))
        {
            try
            {
                // Before the lock, which a run may be waiting for: a large file takes its time.
                var hash = await FileHash.OfFileAsync(backup.Path, cancel);
                made = hash is not null && hash != backup.Sha256
                    ? Stays(made, backup, "it is not what was made under its name")
                    : await RemoveAsync(made, backup, isThere: hash is not null, runbook, rule, by);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or RollbackException)
            {
                made = Stays(made, backup, error.Message);
            }
        }

        return made;
    }

    // What the runbook's pattern does not mean (any more) is not what its rule is about.
    private List<RecordedBackup> Own(DatabasePart part, Runbook runbook)
    {
        var meant = BackupFiles.Find(part.Backups!, runbook.Folder).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return [.. journal.Read().OwnOf(part.Name).Where(backup => meant.Contains(backup.Path) || !File.Exists(backup.Path))];
    }

    // Under the system's lock, so that no run begins to refer to it meanwhile.
    private async Task<BackupResult> RemoveAsync(BackupResult made, RecordedBackup backup, bool isThere, Runbook runbook, Retention rule, Operator by)
    {
        using (state.Take(by, time.GetUtcNow()))
        {
            if (BackupNeeds.Of(backup, state, runbook, time.GetUtcNow()) is { } why)
                return Stays(made, backup, why);
            File.Delete(backup.Path);
        }

        await journal.AppendAsync(new BackupRemoved(backup.Database, backup.Path, backup.Sha256, isThere ? $"only {rule} are kept" : "it was gone already", by), by, CancellationToken.None);
        return isThere ? made with { Removed = [.. made.Removed, backup.Path] } : made;
    }

    private BackupResult WithProven(BackupResult made, Retention rule, IReadOnlyList<RecordedBackup> own) =>
        RetentionRule.KeptForItsProof(rule, own, time.GetUtcNow()) is { Proof.At: var at } proven && File.Exists(proven.Path)
            ? Stays(made, proven, $"it is the last one that was proven, on {at.ToUniversalTime():u}, and goes once a later one is: rollbackops prove {made.Database}")
            : made;

    private static BackupResult Stays(BackupResult made, RecordedBackup backup, string why) => made with { Stays = [.. made.Stays, $"{backup.Path}: {why}"] };
}
