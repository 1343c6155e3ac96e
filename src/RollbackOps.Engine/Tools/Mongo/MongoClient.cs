using System.Text.Json;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Mongo;

/// <summary>Talks to one server through mongosh, mongodump and mongorestore.</summary>
/// <param name="runner">Runs them.</param>
/// <param name="access">How the database is reached.</param>
public sealed class MongoClient(IRunner runner, MongoAccess access)
{
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Long = TimeSpan.FromHours(12);

    /// <summary>How the database is reached.</summary>
    public MongoAccess Access => access;

    /// <summary>What a database of the server holds, counted.</summary>
    public Task<MongoState> CountAsync(string database, CancellationToken cancel) => AskAsync<MongoState>(MongoScripts.State(database, counts: true), Long, cancel);

    /// <summary>What a database of the server holds, without its documents: at once, however many there are.</summary>
    public Task<MongoState> LookAsync(string database, CancellationToken cancel) => AskAsync<MongoState>(MongoScripts.State(database, counts: false), Short, cancel);

    /// <summary>Drops a whole database; nothing where there is none.</summary>
    public async Task DropAsync(string database, CancellationToken cancel)
    {
        if (await AskAsync<int>(MongoScripts.DropDatabase(database), Short, cancel) != 1)
            throw new RollbackException(RollbackErrorId.ToolFailed, $"The MongoDB server at {access.Where} does not drop the database {database}.", "Drop it by hand (mongosh, db.dropDatabase()), then run the same command again.");
    }

    /// <summary>Drops the live database's collections but some; how many.</summary>
    public Task<int> DropOthersAsync(IEnumerable<string> names, CancellationToken cancel) => AskAsync<int>(MongoScripts.DropOthers(access.Database, names), Short, cancel);

    /// <summary>Dumps the database into a new file that only its owner reads, under its final name once it is whole.</summary>
    public async Task<ArchiveFacts> DumpAsync(string path, CancellationToken cancel)
    {
        var part = path + ".part";
        PrivateFiles.Folder(Path.GetDirectoryName(path)!);
        await using (var file = PrivateFiles.Create(part))
        {
            await RunAsync(MongoCommands.Dump(access, Long) with { Output = (stream, token) => stream.CopyToAsync(file, token) }, "mongodump", cancel);
            file.Flush(flushToDisk: true);
        }

        var facts = await MongoArchive.ReadAsync(part, cancel);
        DurableFiles.Move(part, path);
        return facts;
    }

    /// <summary>Restores an archive into a database of the server, in place of the collections of the same names.</summary>
    /// <exception cref="RollbackException">It fails, or a document of it does.</exception>
    public async Task RestoreAsync(string path, string database, Action<string> heard, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        var magic = new byte[2];
        var isGzip = await file.ReadAtLeastAsync(magic, 2, throwOnEndOfStream: false, cancel) == 2 && magic is [0x1f, 0x8b];
        file.Position = 0;
        await RunAsync(
            MongoCommands.Restore(access, database, isGzip, Long) with { Input = (stream, token) => file.CopyToAsync(stream, token), ErrorLine = heard },
            "mongorestore",
            cancel);
    }

    private async Task<T> AskAsync<T>(string script, TimeSpan limit, CancellationToken cancel)
    {
        var result = await TryAsync(MongoCommands.Shell(access, script, limit), "mongosh", cancel);
        var line = result.Raw.Split('\n').LastOrDefault(line => line.StartsWith(MongoScripts.Mark, StringComparison.Ordinal));
        return result.ExitCode == 0 && line is not null
            ? JsonSerializer.Deserialize<T>(line[MongoScripts.Mark.Length..], EngineJson.Options)!
            : throw MongoErrors.Of("mongosh", result, access);
    }

    private async Task RunAsync(Command command, string tool, CancellationToken cancel)
    {
        if (await TryAsync(command, tool, cancel) is { ExitCode: not 0 } failed)
            throw MongoErrors.Of(tool, failed, access);
    }

    private async Task<CommandResult> TryAsync(Command command, string tool, CancellationToken cancel)
    {
        var result = await runner.TryAsync(command, cancel);
        // The shell that hands the configuration over says it where the tool is missing.
        return result.ExitCode == 127 && access.Container is null
            ? throw new RollbackException(RollbackErrorId.ToolMissing, $"The program {tool} was not found on this machine.", "Install mongosh and the MongoDB Database Tools, or reach the database through its Compose service: mongo: { service: … }.")
            : result;
    }
}
