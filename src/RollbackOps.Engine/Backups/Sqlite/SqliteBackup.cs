using System.IO.Compression;
using Microsoft.Data.Sqlite;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Sqlite;

namespace RollbackOps.Engine.Backups.Sqlite;

/// <summary>Backs SQLite databases up online: as they are at one moment, also while others write to them.</summary>
/// <param name="time">The clock.</param>
internal sealed class SqliteBackup(TimeProvider time) : IBackupKind
{
    // ENOSPC, as any other write to a full disk fails.
    private const int NoSpace = 28;

    /// <inheritdoc/>
    public string Kind => "sqlite";

    /// <inheritdoc/>
    public BackupForm Form(BackupSet set, string? asked) => BackupForm.OfSqlite(set.Files, asked);

    /// <inheritdoc/>
    public Task<BackupFacts> LookAsync(DatabasePart part, Runbook runbook, CancellationToken cancel)
    {
        var live = Live(part, runbook);
        return Reads(part, live, () =>
        {
            using var connection = SqliteFiles.OpenToRead(live);
            SqliteFiles.Value(connection, "SELECT count(*) FROM sqlite_master");
            var version = $"SQLite {connection.ServerVersion}";
            return Task.FromResult(new BackupFacts(version, version, time.GetUtcNow()));
        });
    }

    /// <inheritdoc/>
    public Task WriteAsync(DatabasePart part, Runbook runbook, BackupForm form, PartialFile file, Action<string, double?> progress, CancellationToken cancel)
    {
        var live = Live(part, runbook);
        progress($"copying {live}", null);
        return Reads(part, live, async () =>
        {
            await file.Write().DisposeAsync();
            if (form.Packing == Packing.None)
            {
                Copy(live, file.Path);
                return true;
            }

            var copy = file.Path + "-copy";
            try
            {
                await PrivateFiles.Create(copy).DisposeAsync();
                Copy(live, copy);
                await using var from = File.OpenRead(copy);
                await using var target = file.Write();
                await using var gzip = new GZipStream(target, CompressionLevel.Optimal);
                await from.CopyToAsync(gzip, cancel);
            }
            finally
            {
                File.Delete(copy);
            }

            return true;
        });
    }

    /// <inheritdoc/>
    public async Task<BackupContent> ReadAsync(DatabasePart part, Runbook runbook, string path, Action<string, double?> progress, CancellationToken cancel)
    {
        progress("reading the backup to its end", null);
        var copy = path + "-read";
        try
        {
            var hash = await SqliteLoad.IntoAsync(copy, path, cancel);
            using (var connection = SqliteFiles.OpenStill(copy))
            {
                if (SqliteFiles.Value(connection, "PRAGMA integrity_check") is not "ok" and var fault)
                    throw BackupReader.Unusable(path, $"its integrity check says: {fault}");
            }

            return new(hash, SqliteFiles.RowsOfStill(copy, cancel));
        }
        catch (SqliteException error)
        {
            throw BackupReader.Unusable(path, error.Message);
        }
        finally
        {
            foreach (var left in SqliteFiles.Sidecars.Select(sidecar => copy + sidecar).Append(copy))
                File.Delete(left);
        }
    }

    /// <inheritdoc/>
    public Task<string> PlaceAsync(DatabasePart part, Runbook runbook, string? server, CancellationToken cancel) => server is null
        ? Task.FromResult("this machine")
        : throw new RollbackException(RollbackErrorId.Usage, $"The database '{part.Name}' is an SQLite file: there is no server to prove its backups on.", "Leave --server out.");

    /// <inheritdoc/>
    public Task<TrialResult> TryAsync(Trial trial, CancellationToken cancel) => SqliteTrial.TryAsync(trial, cancel);

    // All of it in the one file, whatever journal mode the live one has.
    private static void Copy(string live, string to)
    {
        using var from = SqliteFiles.OpenToRead(live);
        using var target = SqliteFiles.OpenToWrite(to);
        from.BackupDatabase(target);
        SqliteFiles.Run(target, "PRAGMA journal_mode = DELETE");
    }

    private static string Live(DatabasePart part, Runbook runbook)
    {
        var file = runbook.FullPath(((SqlitePart)part).File);
        return File.Exists(file) ? file : throw new RollbackException(
            RollbackErrorId.Unreachable, $"The database '{part.Name}' has no file {file}.", "Correct 'sqlite' in the runbook; a database that is gone comes back by rollbackops restore.");
    }

    private static async Task<T> Reads<T>(DatabasePart part, string live, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (SqliteException error)
        {
            throw error.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL ? new IOException(error.Message, NoSpace) : new RollbackException(
                RollbackErrorId.ToolFailed, $"The database '{part.Name}' ({live}) can't be backed up: {error.Message}", "Look at it (sqlite3, PRAGMA integrity_check); end what locks it, then run the same command again.", error);
        }
    }
}
