using System.Globalization;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>
/// Restores the backup into a database beside the live one. It has a name of its own until it is complete, so that a run that
/// was killed knows it for a half-made one.
/// </summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="forward">Runs migrations.</param>
/// <param name="sessions">Ends sessions.</param>
public sealed class BesideStep(PostgresServers servers, MigrationCommand forward, SessionEnder sessions) : StepKind<BesideDetail, BesideState>
{
    private readonly KeptDatabases _kept = new(servers, sessions);
    private readonly BackupReading _reading = new(servers);
    private readonly CopyFilling _filling = new(forward);

    /// <inheritdoc/>
    public override string Kind => "postgres.beside";

    /// <inheritdoc/>
    protected override async Task<BesideState> ReadAsync(BesideDetail detail, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(detail.Target.Part, work, cancel);
        var server = await client.AskAsync<ServerState>(detail.Target.Maintenance, PostgresQueries.State, cancel);
        var read = await RunFiles.FindAsync<ReadMark>(RunFiles.Read(work, detail.Target.Part), cancel);
        return new(
            server.SystemId,
            server.ByOid(detail.Target.Oid),
            server.ByName(Partial(detail, work)),
            server.ByName(Finished(detail, work)),
            read is null ? null : PostgresPlanner.Source(read.Sha256));
    }

    /// <inheritdoc/>
    protected override Verdict Judge(BesideDetail detail, BesideState before, BesideState now)
    {
        if (now.SystemId != detail.Target.SystemId || now.Live?.Name != detail.Target.Live)
            return Verdict.Foreign;
        if (now.Finished is not null)
            return Verdict.InEffect;
        return now.Partial is null ? Verdict.Before : Verdict.Partly;
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(BesideDetail detail, BesideState before, Work work, CancellationToken cancel)
    {
        var backups = new ReadDetail(detail.Target.Part, detail.Dump) { Earlier = detail.Earlier };
        var read = backups.Chosen(await RunFiles.FindAsync<ReadMark>(RunFiles.Read(work, detail.Target.Part), cancel));
        await BackupReading.TryAsync(backups, read, dump => MakeAsync(detail, dump, isRead: dump == read, work, cancel), work);
    }

    private async Task MakeAsync(BesideDetail detail, DumpFile dump, bool isRead, Work work, CancellationToken cancel)
    {
        var (target, copy) = (detail.Target, Partial(detail, work));
        if (!isRead)
            await _reading.ReadAsync(target.Part, dump, work, cancel);
        var client = await servers.OpenToChangeAsync(target, work, sessions, cancel);
        var like = await client.AskAsync<DatabaseProperties>(target.Maintenance, PostgresQueries.Properties(target.Oid), cancel);
        await DropAsync(client, target, copy, cancel);
        await client.RunAsync(target.Maintenance, PostgresStatements.Create(copy, like), cancel, TimeSpan.FromMinutes(5));
        await _filling.FillAsync(client, target, copy, dump, await RestoredCopy.TablesAsync(client, target.Live, cancel), work, cancel);
        await FinishAsync(client, target, copy, Finished(detail, work), like, cancel);
        if ((await client.AskAsync<ServerState>(target.Maintenance, PostgresQueries.State, cancel)).ByName(Finished(detail, work)) is { } shut)
            await RunFiles.WriteAsync(RunFiles.Seal(work, target.Part), shut, cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(BesideDetail detail, BesideState before, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenToChangeAsync(detail.Target, work, sessions, cancel);
        await DropAsync(client, detail.Target, Partial(detail, work), cancel);
        await DropAsync(client, detail.Target, Finished(detail, work), cancel, Made(work, detail));
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Give(Step step, BesideDetail detail, BesideState now) => new Dictionary<string, string>
    {
        [PostgresTarget.OidGift(detail.Target.Part)] = now.Finished!.Oid.ToString(CultureInfo.InvariantCulture),
        [PostgresTarget.SourceGift(detail.Target.Part)] = now.Source ?? PostgresPlanner.Source(detail.Dump.Sha256),
    };

    // What was exchanged is live, or a later run keeps it; the copy of a run that was undone or superseded is nobody's.
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(BesideDetail detail, BesideState before, Work work, CancellationToken cancel)
    {
        var isLive = work.InEffect.Contains($"{detail.Target.Part}/exchange");
        return _kept.FindAsync(detail.Target, work, Left, $"what the run restored beside {detail.Target.Live}, and users may have written to where it was live", cancel);

        IEnumerable<DatabaseState?> Left(ServerState server) =>
        [
            server.ByName(Partial(detail, work)),
            isLive ? null : Made(work, detail) is { } oid ? server.ByOid(oid) : server.ByName(Finished(detail, work)),
        ];
    }

    /// <inheritdoc/>
    protected override Task GiveUpAsync(BesideDetail detail, BesideState before, KeptThing thing, Work work, CancellationToken cancel) =>
        _kept.GiveUpAsync(detail.Target, thing, work, cancel);

    // A session that slipped in through its owner's rights is ended; the rename fails while one is left, and is tried again.
    private async Task FinishAsync(PostgresClient client, PostgresTarget target, string copy, string finished, DatabaseProperties like, CancellationToken cancel)
    {
        var oid = (await client.AskAsync<ServerState>(target.Maintenance, PostgresQueries.State, cancel)).ByName(copy)!.Oid;
        await sessions.EndAsync(client, target.Maintenance, oid, cancel);
        await client.RunAsync(target.Maintenance, PostgresStatements.Finish(copy, finished, like), cancel);
    }

    private static async Task DropAsync(PostgresClient client, PostgresTarget target, string name, CancellationToken cancel, long? made = null)
    {
        var database = (await client.AskAsync<ServerState>(target.Maintenance, PostgresQueries.State, cancel)).ByName(name);
        if (database is null)
            return;
        if (database.Oid == target.Oid || (made is not null && database.Oid != made))
        {
            throw new RollbackException(
                RollbackErrorId.ChangedByOthers,
                $"The database {name} (oid {database.Oid}) is not the copy that this run made, and is not dropped.",
                "Find out what it is; rename or drop it yourself, then resume.");
        }

        await client.RunAsync(target.Maintenance, PostgresStatements.Drop(name), cancel);
    }

    private static long? Made(Work work, BesideDetail detail) =>
        work.Gifts.Find(PostgresTarget.OidGift(detail.Target.Part)) is { } oid ? long.Parse(oid, CultureInfo.InvariantCulture) : null;

    private static string Partial(BesideDetail detail, Work work) => PostgresNames.Partial(detail.Target.Live, Seed(detail, work));

    private static string Finished(BesideDetail detail, Work work) => PostgresNames.Beside(detail.Target.Live, Seed(detail, work));

    private static string Seed(BesideDetail detail, Work work) =>
        string.Create(CultureInfo.InvariantCulture, $"{work.Plan.System}/{work.Plan.Environment}/{work.Run}/{detail.Target.Oid}/{detail.Dump.Sha256}");
}
