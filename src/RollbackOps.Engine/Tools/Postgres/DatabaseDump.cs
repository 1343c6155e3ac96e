using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Postgres.Dumps;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>Dumps a database with pg_dump: this machine's own, or the one beside the server in its container.</summary>
internal static class DatabaseDump
{
    /// <summary>Why it can't be dumped; null where it can.</summary>
    public static async Task<string?> WhyNotAsync(PostgresClient client, IRunner runner, string database, CancellationToken cancel)
    {
        try
        {
            var command = PsqlCommands.Dump(client.Access, new(database, client.Application), schemaOnly: true, (stream, token) => stream.CopyToAsync(Stream.Null, token), TimeSpan.FromMinutes(1));
            var result = await runner.TryAsync(command, cancel);
            return result.ExitCode == 0 ? null : Said(result);
        }
        catch (RollbackException error)
        {
            return error.Message;
        }
    }

    /// <summary>Writes it under a partial name, down to the disk, reads it to its end, and only then gives it its name.</summary>
    /// <returns>The dump, whole.</returns>
    /// <exception cref="RollbackException">It could not be written, or not be read.</exception>
    public static async Task<DumpFile> WriteAsync(PostgresClient client, IRunner runner, string database, string path, Action<long> progress, TimeSpan limit, CancellationToken cancel)
    {
        var partial = Partial(path);
        PrivateFiles.Folder(Path.GetDirectoryName(path)!);
        await using (var file = PrivateFiles.Create(partial))
        {
            var command = PsqlCommands.Dump(client.Access, new(database, client.Application), schemaOnly: false, (stream, token) => CopyAsync(stream, file, progress, token), limit);
            var result = await runner.TryAsync(command, cancel);
            if (result.ExitCode != 0)
                throw new RollbackException(RollbackErrorId.ToolFailed, $"Database {database} could not be dumped to {path}: {Said(result)}", "Mend what the message names, then run the same command again.");
            file.Flush(flushToDisk: true);
        }

        var dump = await DumpFile.LookAsync(partial, cancel);
        await client.ReadArchiveAsync(dump, limit, cancel);
        PrivateFiles.Move(partial, path);
        return dump with { Path = path };
    }

    /// <summary>The name of a dump that is being written, or was when its writer died.</summary>
    public static string Partial(string path) => path + ".partial";

    private static async Task CopyAsync(Stream from, Stream to, Action<long> progress, CancellationToken cancel)
    {
        var buffer = new byte[1 << 16];
        long copied = 0;
        for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0;)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            progress(copied += read);
        }
    }

    private static string Said(CommandResult result) => string.Join(" | ", result.Err.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(3)) is { Length: > 0 } said
        ? said
        : $"pg_dump ended with exit code {result.ExitCode}";
}
