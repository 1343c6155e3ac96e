using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>Writes parts of a database as SQL, and runs such a file.</summary>
/// <param name="runner">Runs pg_dump and psql.</param>
public sealed class PostgresDumps(IRunner runner)
{
    private static readonly string[] Always = ["-w", "--no-publications", "--no-subscriptions"];

    /// <summary>Writes a file that only its owner reads, down to the disk.</summary>
    /// <param name="client">The server.</param>
    /// <param name="database">The database.</param>
    /// <param name="what">pg_dump's options for what is written; none for all.</param>
    /// <param name="path">The file.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">pg_dump failed.</exception>
    public async Task WriteAsync(PostgresClient client, string database, IEnumerable<string> what, string path, TimeSpan limit, CancellationToken cancel)
    {
        PrivateFiles.Folder(Path.GetDirectoryName(path)!);
        var command = PsqlCommands.Program(client.Access, new(database, client.Application, Session.Reads), "pg_dump", [.. Always, .. what], limit) with
        {
            Output = async (stream, token) =>
            {
                await using var file = PrivateFiles.Create(path);
                await stream.CopyToAsync(file, token);
                file.Flush(flushToDisk: true);
            },
        };
        var result = await runner.TryAsync(command, cancel);
        if (result.ExitCode != 0)
        {
            throw new RollbackException(
                RollbackErrorId.ToolFailed,
                $"pg_dump could not read database {database} ({client.Access.Where}): {result.Err.Trim()}",
                "The database is as before. See what pg_dump says; run the same command again once its cause is gone.");
        }
    }

    /// <summary>Runs a file in a database of our own; the first error ends it.</summary>
    /// <exception cref="RollbackException">psql failed.</exception>
    public async Task RunAsync(PostgresClient client, string database, string path, TimeSpan limit, CancellationToken cancel)
    {
        var command = PsqlCommands.Script(
            client.Access,
            new(database, client.Application, Session.Loads),
            async (stream, token) =>
            {
                await using var file = File.OpenRead(path);
                await file.CopyToAsync(stream, token);
            },
            limit);
        var result = await runner.TryAsync(command, cancel);
        if (result.ExitCode != 0)
            throw PsqlErrors.Of(result, database, client.Access.Where);
    }
}
