using System.Globalization;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres.InPlace;

/// <summary>
/// Drops the old database, of which the safety dump is all that is left then, and fills one from the backup in its place. Until it
/// is proven it has a name of its own, and nobody gets into the live one's name before it is opened.
/// </summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="forward">Runs migrations.</param>
/// <param name="sessions">Ends sessions.</param>
public sealed class ReplaceStep(PostgresServers servers, MigrationCommand forward, SessionEnder sessions) : StepKind<InPlaceDetail, ReplaceState>
{
    private readonly KeptDatabases _kept = new(servers, sessions);
    private readonly BackupReading _reading = new(servers);
    private readonly CopyFilling _filling = new(forward);

    /// <inheritdoc/>
    public override string Kind => "postgres.replace";

    /// <inheritdoc/>
    protected override async Task<ReplaceState> ReadAsync(InPlaceDetail detail, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(detail.Target.Part, work, cancel);
        var server = await client.AskAsync<ServerState>(detail.Target.Maintenance, PostgresQueries.State, cancel);
        var made = await RunFiles.FindAsync<MadeMark>(RunFiles.Made(work, detail.Target.Part), cancel);
        var read = await RunFiles.FindAsync<ReadMark>(RunFiles.Read(work, detail.Target.Part), cancel);
        var safety = await RunFiles.FindAsync<SafetyMark>(RunFiles.Safety(work, detail.Target.Part), cancel);
        return new(
            server.SystemId,
            server.ByOid(detail.Target.Oid),
            made is null ? null : server.ByOid(made.Oid),
            server.ByName(detail.Target.Live),
            read is null ? null : PostgresPlanner.Source(read.Sha256))
        {
            Safety = safety?.Path,
            Restore = safety?.Restore,
        };
    }

    /// <inheritdoc/>
    protected override Verdict Judge(InPlaceDetail detail, ReplaceState before, ReplaceState now) => now switch
    {
        _ when now.SystemId != detail.Target.SystemId => Verdict.Foreign,
        { Old.Name: var name, Named: null } => name == detail.Aside ? Verdict.Before : Verdict.Foreign,
        { Old: null, Named: null } => Verdict.Partly,
        { Old: null, Named: { } named, Made: { } made } when named.Oid == made.Oid => Verdict.InEffect,
        _ => Verdict.Foreign,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(InPlaceDetail detail, ReplaceState before, Work work, CancellationToken cancel)
    {
        var (target, client) = (detail.Target, await servers.OpenToChangeAsync(detail.Target, work, sessions, cancel));
        var safety = await RunFiles.FindAsync<SafetyMark>(RunFiles.Safety(work, target.Part), cancel) ?? throw new RollbackException(
            RollbackErrorId.StateUnusable, $"What the run knows of the safety dump of {target.Live} is no longer in {work.Kept}.", "Undo the run and start another.");
        await DropOldAsync(client, detail, safety, cancel);
        try
        {
            var backups = new ReadDetail(target.Part, detail.Dump) { Earlier = detail.Earlier };
            var read = backups.Chosen(await RunFiles.FindAsync<ReadMark>(RunFiles.Read(work, target.Part), cancel));
            await BackupReading.TryAsync(backups, read, dump => MakeAsync(client, detail, safety, dump, isRead: dump == read, work, cancel), work);
        }
        catch (RollbackException error)
        {
            var left = await ShutAsync(client, detail, work, cancel) ? $" What was restored until then is in database {Partial(detail, work)}, which lets nobody in." : "";
            throw new RollbackException(error.Id, $"{error.Message} The old database is dropped, and there is no {target.Live} for now; all that it held is in the safety dump {safety.Path}.{left}", SafetyWords.BringBack(work.Plan.Request, detail, SafetyWords.Restore(client.Access, safety.Path)), error);
        }
    }

    /// <inheritdoc/>
    protected override string? Keeps(InPlaceDetail detail, ReplaceState before, ReplaceState now) => now.Restore is not { } restore ? null :
        $"what {detail.Target.Live} held, in the safety dump {now.Safety}; to put it back by hand: {SafetyWords.GoBack(detail, restore)}";

    /// <inheritdoc/>
    protected override RollbackException? Refusal(InPlaceDetail detail, ReplaceState now, Work work) => now is not { Old: null, Named: { } named } ? null : new(
        RollbackErrorId.ChangedByOthers,
        $"The database {detail.Target.Live} (oid {named.Oid}) is there, and the run did not make it: a person brought it back, from the safety dump or otherwise.",
        $"To leave it as it is and end the run: {OwnCommands.Undo(work.Plan.Request)}; another backup then comes back by {OwnCommands.Restore(work.Plan.Request, detail.Target.Part)}. To go on with this backup instead, rename it away first.");

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(InPlaceDetail detail, ReplaceState before, Work work, CancellationToken cancel) =>
        _kept.FindAsync(detail.Target, work, server => [server.ByName(Partial(detail, work))], $"what the run had begun to restore in the place of {detail.Target.Live}", cancel);

    /// <inheritdoc/>
    protected override Task GiveUpAsync(InPlaceDetail detail, ReplaceState before, KeptThing thing, Work work, CancellationToken cancel) =>
        _kept.GiveUpAsync(detail.Target, thing, work, cancel);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Give(Step step, InPlaceDetail detail, ReplaceState now) => new Dictionary<string, string>
    {
        [PostgresTarget.OidGift(detail.Target.Part)] = now.Made!.Oid.ToString(CultureInfo.InvariantCulture),
        [PostgresTarget.SourceGift(detail.Target.Part)] = now.Source ?? PostgresPlanner.Source(detail.Dump.Sha256),
        [GiftNames.Switched(detail.Target.Part)] = "yes",
    };

    /// <inheritdoc/>
    protected override Origin? OriginOf(InPlaceDetail detail, ReplaceState now)
    {
        var planned = PostgresPlanner.Source(detail.Dump.Sha256);
        return new(PostgresPlanner.Identity(now.SystemId, now.Made!.Oid), now.Source ?? planned) { InsteadOf = now.Source is null || now.Source == planned ? null : planned };
    }

    // The last look at the safety dump, before it is all that is left.
    private async Task DropOldAsync(PostgresClient client, InPlaceDetail detail, SafetyMark safety, CancellationToken cancel)
    {
        var target = detail.Target;
        if ((await client.AskAsync<ServerState>(target.Maintenance, PostgresQueries.State, cancel)).ByOid(target.Oid) is not { } old)
            return;
        if (DumpFile.SizeOf(safety.Path) != safety.Bytes || await DumpFile.HashAsync(safety.Path, cancel) != safety.Sha256)
            throw new RollbackException(RollbackErrorId.ChangedByOthers, $"The safety dump {safety.Path} is gone, or another one by now; the old database {target.Live} is not dropped.", "Undo the run, find out what changed the file, and start another.");
        if (old.Name != detail.Aside)
            throw new RollbackException(RollbackErrorId.ChangedByOthers, $"The old database is called {old.Name} by now, not {detail.Aside}, and is not dropped.", "Find out who renamed it.");
        await client.RunAsync(target.Maintenance, PostgresStatements.Allow(detail.Aside, false), cancel);
        await sessions.EndAsync(client, target.Maintenance, target.Oid, cancel);
        await client.RunAsync(target.Maintenance, PostgresStatements.DropEmpty(detail.Aside), cancel, TimeSpan.FromMinutes(10));
    }

    private async Task MakeAsync(PostgresClient client, InPlaceDetail detail, SafetyMark safety, DumpFile dump, bool isRead, Work work, CancellationToken cancel)
    {
        var (target, partial) = (detail.Target, Partial(detail, work));
        if (!isRead)
            await _reading.ReadAsync(target.Part, dump, work, cancel);
        if ((await client.AskAsync<ServerState>(target.Maintenance, PostgresQueries.State, cancel)).ByName(partial) is not null)
            await client.RunAsync(target.Maintenance, PostgresStatements.Drop(partial), cancel);
        await client.RunAsync(target.Maintenance, PostgresStatements.Create(partial, safety.Properties), cancel, TimeSpan.FromMinutes(5));
        await _filling.FillAsync(client, target, partial, dump, safety.Tables.ToHashSet(StringComparer.Ordinal), work, cancel);
        if (detail.KeepsSequencesAhead && await RunFiles.FindAsync<Dictionary<string, long>>(RunFiles.Numbers(work, target.Part), cancel) is { } numbers)
            await client.RunAsync(partial, PostgresStatements.SetAhead(numbers), cancel);
        var oid = (await client.AskAsync<ServerState>(target.Maintenance, PostgresQueries.State, cancel)).ByName(partial)!.Oid;
        await RunFiles.WriteAsync(RunFiles.Made(work, target.Part), new MadeMark(oid), cancel);
        await sessions.EndAsync(client, target.Maintenance, oid, cancel);
        await client.RunAsync(target.Maintenance, PostgresStatements.Finish(partial, target.Live, safety.Properties), cancel);
    }

    // Whether there is anything to shut; where the server is gone, the first error is what is said.
    private async Task<bool> ShutAsync(PostgresClient client, InPlaceDetail detail, Work work, CancellationToken cancel)
    {
        try
        {
            if ((await client.AskAsync<ServerState>(detail.Target.Maintenance, PostgresQueries.State, cancel)).ByName(Partial(detail, work)) is not { } partial)
                return false;
            await sessions.ShutAsync(client, detail.Target.Maintenance, partial.Oid, partial.Name, cancel);
            return true;
        }
        catch (RollbackException)
        {
            return false;
        }
    }

    private static string Partial(InPlaceDetail detail, Work work) =>
        PostgresNames.Partial(detail.Target.Live, $"{work.Plan.System}/{work.Plan.Environment}/{work.Run}/{detail.Target.Oid}/in-place");
}
