using RollbackOps.Engine.Tools.Postgres.Dumps;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>Talks to one server through psql and pg_restore; its sessions carry the run's mark.</summary>
/// <param name="runner">Runs the programs.</param>
/// <param name="access">How the server is reached.</param>
/// <param name="application">The mark.</param>
public sealed class PostgresClient(IRunner runner, PostgresAccess access, string application)
{
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(1);

    /// <summary>How the server is reached.</summary>
    public PostgresAccess Access => access;

    /// <summary>The mark that the sessions carry.</summary>
    public string Application => application;

    /// <summary>Reads plain dumps.</summary>
    internal DumpReader Dumps => new(runner);

    /// <summary>Reads one JSON document.</summary>
    public async Task<T> AskAsync<T>(string database, string sql, CancellationToken cancel, TimeSpan? limit = null)
    {
        var output = await TalkAsync(new(database, application, Session.Reads), sql, limit ?? Short, cancel);
        return ToolAnswer.Of("psql", () => System.Text.Json.JsonSerializer.Deserialize<T>(output.Trim(PsqlCommands.Row, '\n'), EngineJson.Options)!);
    }

    /// <summary>Reads rows of values, in a session that can't write.</summary>
    public async Task<IReadOnlyList<string?[]>> RowsAsync(string database, string sql, TimeSpan limit, CancellationToken cancel, string options = Session.Reads)
    {
        var output = await TalkAsync(new(database, application, options), sql, limit, cancel);
        return [.. Rows(output)];
    }

    /// <summary>Reads one JSON document from each of several databases, over one psql; null where that can't enter all of them.</summary>
    public async Task<IReadOnlyList<T>?> AskEachAsync<T>(IReadOnlyList<string> databases, string sql, CancellationToken cancel)
    {
        if (databases.Count == 0 || !databases.All(PsqlCommands.CanSwitchTo))
            return databases.Count == 0 ? [] : null;
        try
        {
            var script = string.Concat(databases.Select(database => $"\\connect {database}\n{sql}\n"));
            var output = await TalkAsync(new(databases[0], application, Session.Reads), script, Short, cancel);
            var answers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return ToolAnswer.Of("psql", () => answers.Length == databases.Count
                ? answers.Select(answer => System.Text.Json.JsonSerializer.Deserialize<T>(answer, EngineJson.Options)!).ToList()
                : throw new FormatException());
        }
        catch (RollbackException)
        {
            return null;
        }
    }

    /// <summary>Asks several questions, each and all of them bounded in time; those that could be answered.</summary>
    public async Task<IReadOnlyList<T>> AskWithinAsync<T>(string database, IReadOnlyList<string> questions, TimeSpan each, TimeSpan all, CancellationToken cancel)
    {
        if (questions.Count == 0)
            return [];
        var output = await TalkAsync(new(database, application, Session.Reads), BoundedQuestions.Script(questions, each, all), all + Short, cancel);
        return ToolAnswer.Of("psql", () => output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(answer => System.Text.Json.JsonSerializer.Deserialize<T>(answer, EngineJson.Options)!).ToList());
    }

    /// <summary>Runs SQL that changes something.</summary>
    public Task RunAsync(string database, string sql, CancellationToken cancel, TimeSpan? limit = null) =>
        TalkAsync(new(database, application, Session.Writes), sql, limit ?? Short, cancel);

    /// <summary>Runs SQL that changes something, and answers with one JSON document.</summary>
    public async Task<T> ChangeAsync<T>(string database, string sql, TimeSpan limit, CancellationToken cancel)
    {
        var output = await TalkAsync(new(database, application, Session.Writes), sql, limit, cancel);
        return ToolAnswer.Of("psql", () => System.Text.Json.JsonSerializer.Deserialize<T>(output.Trim(PsqlCommands.Row, '\n'), EngineJson.Options)!);
    }

    /// <summary>Restores a plain dump, following it once more while it is passed on.</summary>
    public async Task<DumpSummary> LoadAsync(string database, DumpFile dump, Action<long> progress, TimeSpan limit, CancellationToken cancel)
    {
        DumpSummary? summary = null;
        var settings = new NewerSettings(await AskAsync<int>(database, "SHOW server_version_num;", cancel));
        var command = PsqlCommands.Script(
            access,
            new(database, application, Session.Loads),
            async (stream, token) => summary = await Dumps.ReadAsync(dump, new(dump.Path), piece => stream.WriteAsync(settings.Without(piece), token), progress, token),
            limit);
        var result = await runner.TryAsync(command, cancel);
        PsqlErrors.ThrowIfNotRestored(result, dump.Path);
        return summary ?? throw PsqlErrors.NotRestored(dump.Path, "psql ended before it had read all of it");
    }

    /// <summary>Restores an archive.</summary>
    public async Task RestoreAsync(string database, DumpFile dump, TimeSpan limit, CancellationToken cancel)
    {
        var jobs = dump.Kind == DumpKind.Folder || IsCustom(dump.Path) ? Math.Clamp(Environment.ProcessorCount, 1, 4) : 1;
        var command = PsqlCommands.Restore(access, new(database, application, Session.Loads), dump.Path, jobs, limit);
        PsqlErrors.ThrowIfNotRestored(await runner.TryAsync(command, cancel), dump.Path);
    }

    /// <summary>Reads an archive to its end.</summary>
    public async Task<DumpSummary> ReadArchiveAsync(DumpFile dump, TimeSpan limit, CancellationToken cancel)
    {
        DumpSummary? summary = null;
        RollbackException? broken = null;
        var command = PsqlCommands.ArchiveAsSql(
            access,
            new(access.Database, application),
            dump.Path,
            async (stream, token) =>
            {
                try
                {
                    summary = await DumpReader.FollowAsync(dump, stream, token);
                }
                catch (RollbackException error)
                {
                    broken = error;
                    await stream.CopyToAsync(Stream.Null, token);
                }
            },
            limit);
        var result = await runner.TryAsync(command, cancel);
        if (result.ExitCode != 0)
            throw PsqlErrors.Unreadable(dump.Path, result);
        return summary ?? throw broken!;
    }

    /// <summary>The free bytes where the server keeps a folder; null where that can't be measured from here.</summary>
    public async Task<long?> FreeAsync(string folder, CancellationToken cancel)
    {
        if (!access.IsInside)
            return null;
        var result = await runner.TryAsync(PsqlCommands.FreeSpace(access, folder), cancel);
        var words = result.Raw.Split('\n').ElementAtOrDefault(1)?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return result.ExitCode == 0 && words is [_, _, _, var free, ..] && long.TryParse(free, out var kib) ? kib * 1024 : null;
    }

    private async Task<string> TalkAsync(Session session, string sql, TimeSpan limit, CancellationToken cancel)
    {
        // Read as a stream: a password that is also a database's name would be masked in the text.
        var output = new MemoryStream();
        var command = PsqlCommands.Sql(access, session, sql, limit) with { Output = (stream, token) => stream.CopyToAsync(output, token) };
        var result = await runner.TryAsync(command, cancel);
        return result.ExitCode == 0 ? System.Text.Encoding.UTF8.GetString(output.ToArray()) : throw PsqlErrors.Of(result, session.Database, access.Where);
    }

    private static IEnumerable<string?[]> Rows(string output)
    {
        // psql ends its last row with a line break, and prints nothing where there is no row.
        return output.Length == 0
            ? []
            : output[..^1].Split(PsqlCommands.Row).Select(row => row.Split(PsqlCommands.Field).Select(value => value == $"{PsqlCommands.Null}" ? null : value).ToArray());
    }

    private static bool IsCustom(string path)
    {
        using var file = File.OpenRead(path);
        var start = new byte[5];
        return file.ReadAtLeast(start, 5, throwOnEndOfStream: false) == 5 && start.AsSpan().SequenceEqual("PGDMP"u8);
    }
}
