using System.Globalization;
using Microsoft.Data.Sqlite;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Sqlite;

namespace RollbackOps.Engine.Backups.Sqlite;

/// <summary>Restores a backup into a scratch file by the same loader as a run, and checks what came out of it.</summary>
internal static class SqliteTrial
{
    /// <summary>Tries it.</summary>
    /// <exception cref="RollbackException">Something speaks against it.</exception>
    public static async Task<TrialResult> TryAsync(Trial trial, CancellationToken cancel)
    {
        var (part, backup) = ((SqlitePart)trial.Part, trial.File.Path);
        RefuseWithoutRoom(trial);
        var copy = Path.Combine(PrivateFiles.Folder(trial.Scratch), "copy.db");
        try
        {
            trial.Progress($"restoring {backup}", null);
            if (await SqliteLoad.IntoAsync(copy, backup, cancel) != trial.Sha256)
                throw new RollbackException(RollbackErrorId.ChangedByOthers, $"The backup {backup} was changed while it was read.", "Find out what writes it, then run the same command again.");
            using var connection = SqliteFiles.OpenStill(copy);
            return Check(trial, part, connection, cancel);
        }
        catch (SqliteException error)
        {
            throw BackupReader.Unusable(backup, error.Message);
        }
    }

    private static TrialResult Check(Trial trial, SqlitePart part, SqliteConnection connection, CancellationToken cancel)
    {
        if (SqliteFiles.Value(connection, "PRAGMA integrity_check") is not "ok" and var fault)
            throw BackupReader.Unusable(trial.File.Path, $"its integrity check says: {fault}");
        var rows = SqliteFiles.Rows(connection, cancel);
        if (RestoredRows.Fault(rows, null, part.Expect) is { } wrong)
            throw BackupReader.Unusable(trial.File.Path, wrong);
        List<string> said = [string.Create(CultureInfo.InvariantCulture, $"restored whole, {rows.Values.Sum()} rows in {rows.Count} tables counted")];
        if (trial.File.Recorded is { IsOwn: true } recorded)
        {
            if (RestoredRows.Difference(recorded.Rows, rows.Where(table => recorded.Rows.ContainsKey(table.Key)).ToDictionary()) is { } other)
                throw BackupReader.Unusable(trial.File.Path, $"its rows are not those that were recorded when it was made: {other}");
            said.Add("as many as were recorded when it was made");
        }

        if (part.Expect.Count > 0)
            said.Add($"{part.Expect.Count} expected");
        // SQLite lets an application write what its foreign keys forbid: a whole backup may hold it.
        said.Add(SqliteFiles.Value(connection, "PRAGMA foreign_key_check") is { } table ? $"integrity holds, but rows of {table} refer to rows that are not there" : "integrity and foreign keys hold");
        foreach (var query in part.Forward is null ? part.Integrity : [])
        {
            if (Convert.ToString(SqliteFiles.Value(connection, query), CultureInfo.InvariantCulture) is not "0" and var answer)
                throw BackupReader.Unusable(trial.File.Path, $"an integrity query answers {answer ?? "nothing"}, not 0: {query}");
        }

        if (part.Forward is not null)
            said.Add("not migrated forward");
        else if (part.Integrity.Count > 0)
            said.Add($"{part.Integrity.Count} integrity queries answer 0");
        return new(rows, string.Join("; ", said));
    }

    private static void RefuseWithoutRoom(Trial trial)
    {
        var needed = trial.File.Bytes * 12 / 10;
        if (DiskSpace.Free(Path.GetDirectoryName(trial.Scratch)!) is { } free && free < needed)
            throw new RollbackException(RollbackErrorId.NoRoom, $"Restoring {trial.File.Path} needs {needed >> 20} MiB in {trial.Scratch}, and {free >> 20} MiB are free.", "Free some space there and run the same command again.");
    }
}
