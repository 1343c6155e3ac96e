using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Puts the restored database in the live one's place: both renames in one transaction.</summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="sessions">Ends sessions.</param>
public sealed class ExchangeStep(PostgresServers servers, SessionEnder sessions) : SwapStep(servers, sessions)
{
    private readonly KeptDatabases _kept = new(servers, sessions);
    private readonly WrittenRows _written = new(servers);

    /// <inheritdoc/>
    public override string Kind => "postgres.exchange";

    /// <inheritdoc/>
    protected override Verdict Judge(SwapDetail detail, SwapState before, SwapState now)
    {
        var (live, kept) = (detail.Target.Live, detail.Kept);
        if (now.SystemId != detail.Target.SystemId || now.Old is null || now.New is null)
            return Verdict.Foreign;
        if (now.Old.Name == live && now.New.Name != kept)
            return Verdict.Before;
        return now.Old.Name == kept && now.New.Name == live ? Verdict.InEffect : Verdict.Foreign;
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(SwapDetail detail, SwapState before, Work work, CancellationToken cancel)
    {
        var (target, client) = (detail.Target, await OpenAsync(detail, work, cancel));
        var now = await ReadAsync(detail, work, cancel);
        var copy = Present(now.New, "restored copy");
        await CompareAsync(client, detail, copy, work, cancel);
        if (detail.KeepsSequencesAhead)
            await SetAheadAsync(client, detail, copy, work, cancel);
        if (now.Old is not { Allows: false, Sessions: 0 })
            await ShutAsync(client, detail, target.Oid, target.Live, cancel);
        await client.RunAsync(target.Maintenance, PostgresStatements.Exchange((target.Oid, target.Live, detail.Kept), (copy.Oid, copy.Name)), cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(SwapDetail detail, SwapState before, Work work, CancellationToken cancel)
    {
        var (target, client) = (detail.Target, await OpenAsync(detail, work, cancel));
        var copy = Present(before.New, "restored copy");
        await ShutAsync(client, detail, copy.Oid, target.Live, cancel);
        await EndSessionsAsync(client, detail, target.Oid, cancel);
        await client.RunAsync(target.Maintenance, PostgresStatements.Exchange((copy.Oid, target.Live, copy.Name), (target.Oid, detail.Kept)), cancel);
    }

    /// <inheritdoc/>
    protected override Origin? OriginOf(SwapDetail detail, SwapState now) =>
        new(PostgresPlanner.Identity(now.SystemId, now.New!.Oid), now.Source ?? detail.Source)
        {
            InsteadOf = now.Source is null || now.Source == detail.Source ? null : detail.Source,
        };

    /// <inheritdoc/>
    protected override string? Keeps(SwapDetail detail, SwapState before, SwapState now) =>
        $"the old database {detail.Target.Live} as database {detail.Kept} (oid {detail.Target.Oid}), closed; to look at it, from database {detail.Target.Maintenance}: {PostgresStatements.Allow(detail.Kept, true).Trim()}";

    /// <inheritdoc/>
    protected override string? Leaves(SwapDetail detail, SwapState before, SwapState now) => now.New is { } left
        ? $"what the run had restored, and users may have written to since, as database {left.Name} (oid {left.Oid}), closed; to look at it, from database {detail.Target.Maintenance}: {PostgresStatements.Allow(left.Name, true).Trim()}"
        : null;

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<Loss>> WrittenSinceAsync(SwapDetail detail, SwapState before, Work work, CancellationToken cancel) =>
        NewOid(detail, work) is { } oid && before.New is { } copy ? [await _written.SinceAsync(detail, oid, copy.Name, work, cancel)] : [];

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(SwapDetail detail, SwapState before, Work work, CancellationToken cancel) =>
        _kept.FindAsync(detail.Target, work, server => [server.ByOid(detail.Target.Oid)], $"the database that was {detail.Target.Live} before the run", cancel);

    /// <inheritdoc/>
    protected override Task GiveUpAsync(SwapDetail detail, SwapState before, KeptThing thing, Work work, CancellationToken cancel) =>
        _kept.GiveUpAsync(detail.Target, thing, work, cancel);

    // The copy is shut since its rows were counted: as long as nobody altered it, nobody was in it, and no scan has to tell.
    private async Task CompareAsync(PostgresClient client, SwapDetail detail, DatabaseState copy, Work work, CancellationToken cancel)
    {
        var target = detail.Target;
        var seal = await RunFiles.FindAsync<DatabaseState>(RunFiles.Seal(work, target.Part), cancel);
        if (seal is { Version: { } version } && (seal.Oid, version) == (copy.Oid, copy.Version))
            return;
        var expected = await RunFiles.FindAsync<Dictionary<string, long>>(RunFiles.Rows(work, target.Part), cancel) ?? throw new RollbackException(
            RollbackErrorId.StateUnusable, $"The rows that were counted in the copy of {target.Live} are no longer in {work.Scratch}.", "Undo the run and start another.");
        var counted = await CountAsync(client, target, copy, cancel);
        await EndSessionsAsync(client, detail, copy.Oid, cancel);
        var differing = expected.Keys.Union(counted.Keys).Where(table => expected.GetValueOrDefault(table, -1) != counted.GetValueOrDefault(table, -1)).ToList();
        if (differing.Count > 0)
        {
            throw new RollbackException(
                RollbackErrorId.ChangedByOthers,
                $"The copy of {target.Live} was changed since it was restored: {string.Join(", ", differing.Take(3).Select(table => $"{table} had {expected.GetValueOrDefault(table)} rows and has {counted.GetValueOrDefault(table)}"))}.",
                "Find out who writes to it; undo the run and start another.");
        }
    }

    private async Task SetAheadAsync(PostgresClient client, SwapDetail detail, DatabaseState copy, Work work, CancellationToken cancel)
    {
        var numbers = await RunFiles.FindAsync<Dictionary<string, long>>(RunFiles.Numbers(work, detail.Target.Part), cancel) ?? throw new RollbackException(
            RollbackErrorId.StateUnusable, $"The last numbers of the sequences of {detail.Target.Live} are no longer in {work.Scratch}.", "Undo the run and start another.");
        await OpenedAsync(client, detail.Target, copy, () => RunAsync(client, copy.Name, PostgresStatements.SetAhead(numbers), cancel), cancel);
        await EndSessionsAsync(client, detail, copy.Oid, cancel);
    }

    private static async Task<bool> RunAsync(PostgresClient client, string database, string sql, CancellationToken cancel)
    {
        await client.RunAsync(database, sql, cancel);
        return true;
    }

    private static Task<IReadOnlyDictionary<string, long>> CountAsync(PostgresClient client, PostgresTarget target, DatabaseState copy, CancellationToken cancel) =>
        OpenedAsync(client, target, copy, () => RowCounter.AllAsync(client, copy.Name, cancel), cancel);

    // It is opened for this alone, under a name that nobody knows, while users are stopped.
    private static async Task<T> OpenedAsync<T>(PostgresClient client, PostgresTarget target, DatabaseState copy, Func<Task<T>> use, CancellationToken cancel)
    {
        try
        {
            await client.RunAsync(target.Maintenance, PostgresStatements.Allow(copy.Name, true), cancel);
            return await use();
        }
        finally
        {
            await client.RunAsync(target.Maintenance, PostgresStatements.Allow(copy.Name, false), CancellationToken.None);
        }
    }
}
