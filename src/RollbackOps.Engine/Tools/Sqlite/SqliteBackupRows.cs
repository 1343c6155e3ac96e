using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using RollbackOps.Engine.Tools.Databases;
using SQLitePCL;

namespace RollbackOps.Engine.Tools.Sqlite;

/// <summary>Counts the rows of a backup while planning, when nothing may be written.</summary>
public static class SqliteBackupRows
{
    private const int Largest = 256 << 20;

    /// <summary>
    /// The tables and rows of a database file, plain or (up to 256 MiB) in a gzip archive; null for a text dump and for what
    /// can't be read: restoring it beside tells more.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, long>?> CountAsync(string backup, CancellationToken cancel)
    {
        try
        {
            return IsDatabase(backup) ? SqliteFiles.RowsOfStill(backup, cancel) : await CountPackedAsync(backup, cancel);
        }
        catch (Exception error) when (error is SqliteException or InvalidDataException)
        {
            return null;
        }
    }

    private static bool IsDatabase(string backup)
    {
        using var file = File.OpenRead(backup);
        return StartsAsDatabase(file);
    }

    private static bool StartsAsDatabase(Stream stream)
    {
        var start = new byte[16];
        return stream.ReadAtLeast(start, 16, throwOnEndOfStream: false) == 16 && start.AsSpan().SequenceEqual("SQLite format 3\0"u8);
    }

    private static async Task<IReadOnlyDictionary<string, long>?> CountPackedAsync(string backup, CancellationToken cancel)
    {
        await using var reader = BackupReader.Open(backup);
        using var whole = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (var read = await reader.Content.ReadAsync(buffer, cancel); read > 0; read = await reader.Content.ReadAsync(buffer, cancel))
        {
            whole.Write(buffer, 0, read);
            if (whole.Length > Largest || (whole.Length >= 16 && !whole.GetBuffer().AsSpan(0, 16).SequenceEqual("SQLite format 3\0"u8)))
                return null;
        }

        return whole.Length < 100 ? null : CountInMemory(whole, cancel);
    }

    // An image can't have a log: it is marked as one without (bytes 18 and 19 of the header).
    private static IReadOnlyDictionary<string, long> CountInMemory(MemoryStream whole, CancellationToken cancel)
    {
        var image = whole.GetBuffer();
        (image[18], image[19]) = (1, 1);
        var pin = GCHandle.Alloc(image, GCHandleType.Pinned);
        try
        {
            using var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
            connection.Open();
            var code = raw.sqlite3_deserialize(connection.Handle!, "main", pin.AddrOfPinnedObject(), whole.Length, whole.Length, raw.SQLITE_DESERIALIZE_READONLY);
            SqliteException.ThrowExceptionForRC(code, connection.Handle);
            return SqliteFiles.Rows(connection, cancel);
        }
        finally
        {
            pin.Free();
        }
    }
}
