using Microsoft.Data.Sqlite;
using RollbackOps.Engine.Tools.Databases;
using SQLitePCL;

namespace RollbackOps.Engine.Tools.Sqlite;

/// <summary>Loads a backup (a database file or a text dump, either as a gzip archive) into a file beside the live one.</summary>
public static class SqliteLoad
{
    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <summary>Reads the backup to its end into a new file.</summary>
    /// <returns>The SHA-256 of the backup that was read, in hex.</returns>
    /// <exception cref="RollbackException">It is cut off, damaged or holds what a dump must not.</exception>
    public static async Task<string> IntoAsync(string file, string backup, CancellationToken cancel)
    {
        await using var reader = BackupReader.Open(backup);
        CrashPoint.Around($"making {file}", () => MakeForOwner(file));
        try
        {
            var start = new byte[Magic.Length];
            var read = await reader.Content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel);
            if (start.AsSpan(0, read).SequenceEqual(Magic))
                await CopyAsync(file, start, reader, cancel);
            else
                await RunAsync(file, backup, start.AsMemory(0, read), reader, cancel);
        }
        catch (InvalidDataException)
        {
            throw BackupReader.Unusable(backup, BackupReader.Damaged);
        }

        return await reader.FinishAsync(cancel);
    }

    // Nobody else reads it before it has the live one's owner and mode.
    private static void MakeForOwner(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(file, options).Dispose();
    }

    private static async Task CopyAsync(string file, byte[] start, BackupReader reader, CancellationToken cancel)
    {
        await using var target = new FileStream(file, FileMode.Open, FileAccess.Write);
        await target.WriteAsync(start, cancel);
        await reader.Content.CopyToAsync(target, cancel);
        CrashPoint.ReachWithin($"after copying into {file}");
        target.Flush(flushToDisk: true);
    }

    // A dump is statements, each ended by a semicolon at the end of a line. It may not reach for other files: no ATTACH,
    // and so no VACUUM INTO; the shell's dot-commands are no SQL.
    private static async Task RunAsync(string file, string backup, ReadOnlyMemory<byte> start, BackupReader reader, CancellationToken cancel)
    {
        using var connection = SqliteFiles.OpenToWrite(file);
        raw.sqlite3_limit(connection.Handle!, raw.SQLITE_LIMIT_ATTACHED, 0);
        SqliteFiles.Run(connection, "PRAGMA synchronous = OFF");
        var pending = new MemoryStream();
        var buffer = new byte[1 << 16];
        start.CopyTo(buffer);
        var length = start.Length;
        var began = false;
        while (length > 0)
        {
            cancel.ThrowIfCancellationRequested();
            began |= Feed(connection, backup, pending, buffer.AsSpan(0, length));
            length = await reader.Content.ReadAsync(buffer, cancel);
        }

        Execute(connection, backup, pending);
        if (raw.sqlite3_get_autocommit(connection.Handle!) == 0)
            throw BackupReader.Unusable(backup, "the dump is cut off: its COMMIT is missing");
        if (!began)
            throw BackupReader.Unusable(backup, "the dump has no transaction around it as sqlite3's .dump writes it, so nothing tells whether it was cut off");
    }

    // Whether a transaction was open at some point.
    private static bool Feed(SqliteConnection connection, string backup, MemoryStream pending, ReadOnlySpan<byte> piece)
    {
        var open = false;
        while (piece.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = piece[..(end + 1)];
            pending.Write(line);
            piece = piece[(end + 1)..];
            if (!EndsStatement(pending))
                continue;
            Execute(connection, backup, pending);
            open |= raw.sqlite3_get_autocommit(connection.Handle!) == 0;
        }

        pending.Write(piece);
        return open;
    }

    private static bool EndsStatement(MemoryStream pending)
    {
        var text = pending.GetBuffer().AsSpan(0, (int)pending.Length).TrimEnd(" \r\n\t"u8);
        if (text.Length == 0 || text[^1] != (byte)';')
            return false;
        pending.WriteByte(0);
        var complete = raw.sqlite3_complete(utf8z.FromSpan(pending.GetBuffer().AsSpan(0, (int)pending.Length))) == 1;
        pending.SetLength(pending.Length - 1);
        return complete;
    }

    private static void Execute(SqliteConnection connection, string backup, MemoryStream pending)
    {
        ReadOnlySpan<byte> rest = pending.GetBuffer().AsSpan(0, (int)pending.Length);
        while (rest.Length > 0)
        {
            var code = raw.sqlite3_prepare_v2(connection.Handle!, rest, out var statement, out var after);
            using (statement)
            {
                if (code != raw.SQLITE_OK || !Step(statement))
                {
                    throw BackupReader.Unusable(
                        backup, $"it is neither a database nor a whole dump: {raw.sqlite3_errmsg(connection.Handle!).utf8_to_string()}");
                }
            }

            rest = after;
        }

        pending.SetLength(0);
    }

    // A comment prepares to no statement at all.
    private static bool Step(sqlite3_stmt statement)
    {
        if (statement.IsInvalid)
            return true;
        int code;
        while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
        {
        }

        return code == raw.SQLITE_DONE;
    }
}
