using System.Globalization;
using Microsoft.Data.Sqlite;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Tools.Sqlite;

/// <summary>Reads values from SQLite databases, for checks.</summary>
public sealed class SqliteQueries : IDatabaseQueries
{
    /// <inheritdoc/>
    public string Kind => "sqlite";

    /// <inheritdoc/>
    public Task<string?> FirstValueAsync(DatabasePart part, Runbook runbook, string sql, CancellationToken cancel)
    {
        var file = runbook.FullPath(((SqlitePart)part).File);
        if (!File.Exists(file))
        {
            throw new RollbackException(
                RollbackErrorId.Unreachable, $"The database '{part.Name}' has no file {file}.", "Correct 'sqlite' in the runbook, or restore the file.");
        }

        // SQLite has no asynchronous calls; a long query is ended from outside.
        return Task.Run(() => Ask(part.Name, file, sql, cancel), cancel);
    }

    private static string? Ask(string name, string file, string sql, CancellationToken cancel)
    {
        try
        {
            using var connection = SqliteFiles.OpenToRead(file);
            using var end = cancel.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle!));
            return SqliteFiles.Value(connection, sql) switch
            {
                null => null,
                byte[] bytes => Convert.ToHexStringLower(bytes),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            };
        }
        catch (SqliteException error)
        {
            cancel.ThrowIfCancellationRequested();
            throw new RollbackException(
                RollbackErrorId.CheckFailed, $"The query on database '{name}' failed: {error.Message}", "Correct the query in the runbook, or look at the database.");
        }
    }
}
