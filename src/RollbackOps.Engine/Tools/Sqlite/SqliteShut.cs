using Microsoft.Data.Sqlite;
using RollbackOps.Engine.Tools.Files;
using SQLitePCL;

namespace RollbackOps.Engine.Tools.Sqlite;

/// <summary>Makes sure that nobody uses a database, and that its file alone holds all of it.</summary>
public static class SqliteShut
{
    /// <summary>
    /// Locks the database against everyone for a moment, writes its log back into it, and takes the log away. One that is
    /// damaged stays as it is, with what lies beside it.
    /// </summary>
    /// <exception cref="RollbackException">Someone has it open (<see cref="RollbackErrorId.ChangedByOthers"/>).</exception>
    public static void Settle(string path)
    {
        RefuseHolders(path);
        try
        {
            using var connection = SqliteFiles.OpenAlone(path);
            SqliteFiles.Run(connection, "PRAGMA locking_mode = EXCLUSIVE");
            SqliteFiles.Run(connection, "BEGIN EXCLUSIVE");
            SqliteFiles.Run(connection, "COMMIT");
            CrashPoint.Around($"writing the log into {path}", () => SqliteFiles.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)"));
        }
        catch (SqliteException error) when (error.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            throw InUse(path, "another process holds a lock on it");
        }
        catch (SqliteException error) when (error.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN)
        {
            return;
        }

        RefuseHolders(path);
        CrashPoint.ReachWithin($"after settling {path}");
        DurableFiles.Flush(path);
    }

    /// <summary>Refuses a file that another process has open, and names it.</summary>
    /// <exception cref="RollbackException">Someone has it open (<see cref="RollbackErrorId.ChangedByOthers"/>).</exception>
    public static void RefuseHolders(string path)
    {
        if (FileFacts.OfTarget(path) is { } facts && OpenFiles.Holders(facts.Identity) is [_, ..] holders)
            throw InUse(path, $"it is open in process {string.Join(", ", holders)}");
    }

    private static RollbackException InUse(string path, string how) => new(
        RollbackErrorId.ChangedByOthers,
        $"The database {path} is in use: {how}.",
        "End that process, or name its service or action under 'used-by' of the database, and go on with the same run.");
}
