using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Events;

namespace RollbackOps.Engine.Actions.Postgres.InPlace;

/// <summary>
/// Gives the fenced database a name that nobody knows, and opens it under that: so it can be dumped while no user finds it.
/// </summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="sessions">Ends sessions.</param>
public sealed class AsideStep(PostgresServers servers, SessionEnder sessions) : StepKind<InPlaceDetail, ReplaceState>
{
    private readonly KeptDatabases _kept = new(servers, sessions);

    /// <inheritdoc/>
    public override string Kind => "postgres.aside";

    /// <inheritdoc/>
    protected override async Task<ReplaceState> ReadAsync(InPlaceDetail detail, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(detail.Target.Part, work, cancel);
        var server = await client.AskAsync<ServerState>(detail.Target.Maintenance, PostgresQueries.State, cancel);
        var safety = await RunFiles.FindAsync<SafetyMark>(RunFiles.Safety(work, detail.Target.Part), cancel);
        return new(server.SystemId, server.ByOid(detail.Target.Oid), null, server.ByName(detail.Target.Live), null)
        {
            IsReplaced = work.Gifts.Find(PostgresTarget.OidGift(detail.Target.Part)) is not null,
            Safety = safety?.Path,
            Restore = safety?.Restore,
        };
    }

    /// <inheritdoc/>
    protected override Verdict Judge(InPlaceDetail detail, ReplaceState before, ReplaceState now) => now switch
    {
        _ when now.SystemId != detail.Target.SystemId => Verdict.Foreign,
        // Dropped by the run, and brought back by hand.
        { Old: null, Named: not null, IsReplaced: false, Safety: not null } => Verdict.Before,
        { Old: null } => Verdict.Foreign,
        { Old.Name: var name } when name == detail.Target.Live => Verdict.Before,
        { Old.Name: var name, Old.Allows: true, Named: null } when name == detail.Aside => Verdict.InEffect,
        { Old.Name: var name, Named: null } when name == detail.Aside => Verdict.Partly,
        _ => Verdict.Foreign,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(InPlaceDetail detail, ReplaceState before, Work work, CancellationToken cancel)
    {
        var (target, client) = (detail.Target, await servers.OpenToChangeAsync(detail.Target, work, sessions, cancel));
        if ((await ReadAsync(detail, work, cancel)).Old!.Name == target.Live)
        {
            await client.RunAsync(target.Maintenance, PostgresStatements.Allow(target.Live, false), cancel);
            await sessions.EndAsync(client, target.Maintenance, target.Oid, cancel);
            await client.RunAsync(target.Maintenance, PostgresStatements.PutAside(target.Oid, target.Live, detail.Aside), cancel);
        }

        await client.RunAsync(target.Maintenance, PostgresStatements.Allow(detail.Aside, true), cancel);
    }

    /// <inheritdoc/>
    protected override RollbackException? Refusal(InPlaceDetail detail, ReplaceState now, Work work) => now switch
    {
        { Old: not null } or { Restore: null } => null,
        { IsReplaced: true } => new(
            RollbackErrorId.ChangedByOthers,
            $"it has dropped the old database {detail.Target.Live}; all that it held is in the safety dump {now.Safety}.",
            $"Bring it back by hand: {SafetyWords.GoBack(detail, now.Restore)}"),
        { Named: null } => new(
            RollbackErrorId.ChangedByOthers,
            $"it has dropped the old database {detail.Target.Live}, and has put none in its place yet; all that it held is in the safety dump {now.Safety}.",
            SafetyWords.BringBack(work.Plan.Request, detail, now.Restore).Replace("run the same command again", OwnCommands.Resume(work.Plan.Request), StringComparison.Ordinal)),
        _ => null,
    };

    /// <inheritdoc/>
    protected override async Task UndoAsync(InPlaceDetail detail, ReplaceState before, Work work, CancellationToken cancel)
    {
        RemovePartial(detail, work);
        var (target, client) = (detail.Target, await servers.OpenToChangeAsync(detail.Target, work, sessions, cancel));
        await client.RunAsync(target.Maintenance, PostgresStatements.Allow(detail.Aside, false), cancel);
        await sessions.EndAsync(client, target.Maintenance, target.Oid, cancel);
        await client.RunAsync(target.Maintenance, PostgresStatements.PutAside(target.Oid, detail.Aside, target.Live), cancel);
    }

    // The dump is no step to be undone: what was written of one when the run was ended is nobody's. Users wait for nothing of it.
    private static void RemovePartial(InPlaceDetail detail, Work work)
    {
        var partial = DatabaseDump.Partial(detail.SafetyDump(work));
        try
        {
            if (File.Exists(partial))
                CrashPoint.Around($"deleting {partial}", () => File.Delete(partial));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            work.Tell(new Noted($"What was written of a safety dump, {partial}, can't be removed: {error.Message} Remove it: it is no whole dump."));
        }
    }

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(InPlaceDetail detail, ReplaceState before, Work work, CancellationToken cancel) =>
        _kept.FindAsync(detail.Target, work, server => [server.ByOid(detail.Target.Oid)], $"the database that was {detail.Target.Live} before the run", cancel);

    /// <inheritdoc/>
    protected override Task GiveUpAsync(InPlaceDetail detail, ReplaceState before, KeptThing thing, Work work, CancellationToken cancel) =>
        _kept.GiveUpAsync(detail.Target, thing, work, cancel);
}
