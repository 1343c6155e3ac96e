using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Journals.Backups;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Postgres.Dumps;
using RollbackOps.Events;

namespace RollbackOps.Engine.Backups;

/// <summary>Proves a backup: restored aside, checked, dropped, recorded. One at a time of a system's database, whatever the machine.</summary>
/// <param name="kind">How databases of the part's kind are backed up.</param>
/// <param name="state">The system's state.</param>
/// <param name="journal">Records it.</param>
/// <param name="time">The clock.</param>
internal sealed class BackupProver(IBackupKind kind, ISystemState state, BackupJournal journal, TimeProvider time)
{
    /// <summary>Proves it.</summary>
    /// <exception cref="RollbackException">It could not be tried: that says nothing of the backup.</exception>
    public async Task<ProofResult> ProveAsync(DatabasePart part, Runbook runbook, BackupFile file, string? server, Operator by, Action<string, double?> progress, CancellationToken cancel)
    {
        var where = await kind.PlaceAsync(part, runbook, server, cancel);
        await journal.TryAsync(by, cancel);
        var aside = state.Aside($"proof-{part.Name}");
        using var held = Take(aside, part, by);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, held.Lost);
        var scratch = Emptied(aside.Folder.Scratch("000001"));
        try
        {
            var began = time.GetTimestamp();
            var sha256 = await DumpFile.HashAsync(file.Path, stop.Token);
            var trial = new Trial { Part = part, Runbook = runbook, File = file, Sha256 = sha256, Server = server, Scratch = scratch, Progress = progress };
            var (found, next) = await TryAsync(trial, stop.Token);
            var proof = new BackupProof { Sha256 = sha256, Holds = next is null, Says = found.Says, At = time.GetUtcNow(), By = by, Where = where, Rows = found.Rows, Took = time.GetElapsedTime(began) };
            await journal.AppendAsync(new BackupTested(part.Name, file.Path, file.Bytes, proof), by, CancellationToken.None);
            return new() { Database = part.Name, Path = file.Path, Where = where, Proof = proof, Next = next ?? "" };
        }
        finally
        {
            Emptied(scratch);
        }
    }

    // What speaks against the backup is a result; what kept it from being tried is an error.
    private async Task<(TrialResult Found, string? Next)> TryAsync(Trial trial, CancellationToken cancel)
    {
        try
        {
            KnownBackups.RefuseChanged(trial.Part.Name, trial.File, trial.Sha256);
            return (await kind.TryAsync(trial, cancel), null);
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.BackupUnusable)
        {
            return (new(new Dictionary<string, long>(), error.Message), error.Next.Replace($"--backup {trial.Part.Name}=", "--from ", StringComparison.Ordinal));
        }
    }

    private IHold Take(ISystemState aside, DatabasePart part, Operator by)
    {
        try
        {
            return aside.Take(by, time.GetUtcNow());
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.RunUnfinished)
        {
            throw new RollbackException(RollbackErrorId.SystemBusy, $"Another process proves a backup of database '{part.Name}': {aside.Tell()}", "Wait until it ends, then run the same command again.", error);
        }
    }

    private static string Emptied(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return folder;
    }
}
