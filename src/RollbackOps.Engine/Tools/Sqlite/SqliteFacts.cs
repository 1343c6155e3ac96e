using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RollbackOps.Engine.Tools.Sqlite;

/// <summary>What a live database holds.</summary>
public sealed record SqliteFacts
{
    /// <summary>The journal mode, e.g. <c>wal</c>.</summary>
    public required string JournalMode { get; init; }

    /// <summary>The number of pages.</summary>
    public required long Pages { get; init; }

    /// <summary>The application's own version number (<c>user_version</c>).</summary>
    public required long UserVersion { get; init; }

    /// <summary>The tables and their rows.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>Reads them from a database that others may be writing to.</summary>
    /// <exception cref="SqliteException">It can't be read.</exception>
    public static SqliteFacts Of(string path, CancellationToken cancel)
    {
        using var connection = SqliteFiles.OpenToRead(path);
        return new()
        {
            JournalMode = SqliteFiles.IsLogged(path) ? "wal" : (string)SqliteFiles.Value(connection, "PRAGMA journal_mode")!,
            Pages = Number(connection, "PRAGMA page_count"),
            UserVersion = Number(connection, "PRAGMA user_version"),
            Rows = SqliteFiles.Rows(connection, cancel),
        };
    }

    private static long Number(SqliteConnection connection, string sql) =>
        Convert.ToInt64(SqliteFiles.Value(connection, sql), CultureInfo.InvariantCulture);
}
