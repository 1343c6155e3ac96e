using Microsoft.Data.Sqlite;

namespace RollbackOps.Engine.Tools.Sqlite;

/// <summary>Opens SQLite databases by the way they are needed, and reads what they hold.</summary>
public static class SqliteFiles
{
    /// <summary>What SQLite writes beside a database: its log, the log's index, its rollback journal.</summary>
    public static IReadOnlyList<string> Sidecars { get; } = ["-wal", "-shm", "-journal"];

    /// <summary>Opens a live database that others may be writing to. Reads only.</summary>
    public static SqliteConnection OpenToRead(string path)
    {
        // Reading a database in WAL mode makes a log where none is; without a log nobody is writing.
        if (IsLogged(path) && !File.Exists(path + "-wal"))
            return OpenStill(path);
        var connection = Open(path, SqliteOpenMode.ReadOnly, seconds: 10);
        Run(connection, "PRAGMA query_only = ON");
        return connection;
    }

    /// <summary>Opens a file that nobody writes to and writes nothing beside it, not even a log's index.</summary>
    public static SqliteConnection OpenStill(string path) => Open(
        $"file:{Uri.EscapeDataString(path.Replace('\\', '/')).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1", SqliteOpenMode.ReadOnly, seconds: 5);

    /// <summary>Opens or makes a database of our own.</summary>
    public static SqliteConnection OpenToWrite(string path) => Open(path, SqliteOpenMode.ReadWriteCreate, seconds: 5);

    /// <summary>Opens a database that is there and that nobody else should have open.</summary>
    public static SqliteConnection OpenAlone(string path) => Open(path, SqliteOpenMode.ReadWrite, seconds: 1);

    /// <summary>The tables and their rows.</summary>
    public static IReadOnlyDictionary<string, long> Rows(SqliteConnection connection, CancellationToken cancel)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in Tables(connection))
        {
            cancel.ThrowIfCancellationRequested();
            rows[table] = Convert.ToInt64(Value(connection, $"SELECT count(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\""), null);
        }

        return rows;
    }

    /// <summary>The rows of a file that nobody writes to.</summary>
    public static IReadOnlyDictionary<string, long> RowsOfStill(string path, CancellationToken cancel)
    {
        using var connection = OpenStill(path);
        return Rows(connection, cancel);
    }

    /// <summary>The first value of a statement's first row; null for none.</summary>
    public static object? Value(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    /// <summary>Runs a statement.</summary>
    public static void Run(SqliteConnection connection, string sql) => Value(connection, sql);

    private static List<string> Tables(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name";
        using var reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read())
            tables.Add(reader.GetString(0));
        return tables;
    }

    /// <summary>Whether a database is in WAL mode, by its header (https://www.sqlite.org/fileformat.html#the_database_header).</summary>
    public static bool IsLogged(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = new byte[20];
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header[18] == 2;
    }

    private static SqliteConnection Open(string source, SqliteOpenMode mode, int seconds)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = seconds,
        }.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
