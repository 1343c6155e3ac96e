using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;
using RollbackOps.Events;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Reads backups to their end; where one can't be used, the next earlier one.</summary>
/// <param name="servers">Finds the way to pg_restore where the server is in a container.</param>
internal sealed class BackupReading(PostgresServers servers)
{
    /// <summary>Uses the first of some backups that can be used.</summary>
    /// <param name="detail">The backups.</param>
    /// <param name="from">The first to try.</param>
    /// <param name="use">Uses one.</param>
    /// <param name="work">The run.</param>
    /// <exception cref="RollbackException">None can be used.</exception>
    public static async Task TryAsync(ReadDetail detail, DumpFile from, Func<DumpFile, Task> use, Work work)
    {
        var dumps = detail.From(from).ToList();
        for (var at = 0; ; at++)
        {
            try
            {
                await use(dumps[at]);
                return;
            }
            catch (RollbackException error) when (error.Id == RollbackErrorId.BackupUnusable && at + 1 < dumps.Count)
            {
                work.Tell(new Noted($"{error.Message} The next earlier one is tried: {dumps[at + 1].Path}."));
            }
        }
    }

    /// <summary>Reads one, and writes down what it holds.</summary>
    /// <exception cref="RollbackException">It is broken, dangerous, or another one by now.</exception>
    public async Task ReadAsync(string part, DumpFile dump, Work work, CancellationToken cancel) =>
        await ReadAsync(await servers.OpenAsync(part, work, cancel), part, dump, work, cancel);

    /// <summary>The same by a client that is there.</summary>
    public static async Task ReadAsync(PostgresClient client, string part, DumpFile dump, Work work, CancellationToken cancel)
    {
        var bytes = DumpFile.SizeOf(dump.Path) ?? throw new RollbackException(
            RollbackErrorId.BackupUnusable, $"The backup {dump.Path} is gone.", "Name another backup, and find out what removed this one.");
        var touched = DumpFile.Touched(dump.Path);
        // An archive's is told before an older pg_restore stumbles over it.
        await CheckAsync(ArchiveHead.Version(dump.Path), client, dump, cancel);
        var summary = await SummaryAsync(client, dump, work, cancel);
        if ((summary.Sha256 ?? await DumpFile.HashAsync(dump.Path, cancel)) != dump.Sha256)
            throw Changed(dump);
        await CheckAsync(dump.IsPlain ? summary.Version : null, client, dump, cancel);
        await RunFiles.WriteAsync(RunFiles.DumpRows(work, part), summary.Rows, cancel);
        await RunFiles.WriteAsync(RunFiles.Read(work, part), new ReadMark(dump.Sha256, bytes, touched, summary.OneSession), cancel);
    }

    /// <summary>The backup is another one by now.</summary>
    public static RollbackException Changed(DumpFile dump) => new(
        RollbackErrorId.ChangedByOthers, $"The backup {dump.Path} has changed since the plan was made.", "Plan again.");

    private static async Task CheckAsync(DumpVersion? version, PostgresClient client, DumpFile dump, CancellationToken cancel)
    {
        if (version is not null && await ServerAsync(client, cancel) is { } server)
            version.ThrowIfNewer(dump.Path, server);
    }

    // Where the server does not answer yet, the restore tells.
    private static async Task<int?> ServerAsync(PostgresClient client, CancellationToken cancel)
    {
        try
        {
            return await client.AskAsync<int>(client.Access.Database, "SHOW server_version_num;", cancel);
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.Unreachable)
        {
            return null;
        }
    }

    private static async Task<DumpSummary> SummaryAsync(PostgresClient client, DumpFile dump, Work work, CancellationToken cancel)
    {
        if (dump.IsPlain)
            return await client.Dumps.ReadAsync(dump, null, read => work.Progress($"reading {dump.Path}", (double)read / dump.Bytes), cancel);
        work.Progress($"reading {dump.Path}", null);
        return await client.ReadArchiveAsync(dump, work.Step.Limit, cancel);
    }
}
