using System.Globalization;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres.Points;

/// <summary>Takes a point for the restored copy: proven as one, given the live database's settings and rights, and shut.</summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="sessions">Ends sessions.</param>
public sealed class PointStep(PostgresServers servers, SessionEnder sessions) : StepKind<PointDetail, SwapState>
{
    private readonly KeptDatabases _kept = new(servers, sessions);

    /// <inheritdoc/>
    public override string Kind => "postgres.point";

    /// <inheritdoc/>
    protected override async Task<SwapState> ReadAsync(PointDetail detail, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(detail.Target.Part, work, cancel);
        var server = await client.AskAsync<ServerState>(detail.Target.Maintenance, PostgresQueries.State, cancel);
        return new(server.SystemId, server.ByOid(detail.Target.Oid), server.ByOid(detail.Point.Oid));
    }

    /// <inheritdoc/>
    protected override Verdict Judge(PointDetail detail, SwapState before, SwapState now) => now switch
    {
        _ when now.SystemId != detail.Target.SystemId || now.Old?.Name != detail.Target.Live => Verdict.Foreign,
        { New.Name: var name } when name == detail.Point.Name => Verdict.Before,
        { New.Name: var name } when name == Taken(detail) => Verdict.InEffect,
        _ => Verdict.Foreign,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(PointDetail detail, SwapState before, Work work, CancellationToken cancel)
    {
        var (target, point) = (detail.Target, detail.Point);
        var client = await servers.OpenToChangeAsync(target, work, sessions, cancel);
        var now = (await ReadAsync(detail, work, cancel)).New!;
        await client.RunAsync(target.Maintenance, PostgresStatements.Allow(point.Name, true), cancel);
        var rows = now.Version == point.Facts.Seal ? point.Facts.Rows! : await RowCounter.AllAsync(client, point.Name, cancel);
        RefuseChanged(point, rows);
        var (part, file) = (PostgresServersOfWork.Part(target.Part, work), PointGoal.File(point));
        await RestoredCopy.CheckAsync(client, target, point.Name, part, file, await RestoredCopy.TablesAsync(client, target.Live, cancel), cancel);
        await RestoredCopy.SoundAsync(client, point.Name, part, file, cancel);
        await RunFiles.WriteAsync(RunFiles.Rows(work, target.Part), rows, cancel);
        await RunFiles.WriteAsync(RunFiles.Opened(work, target.Part), await WrittenRows.NowAsync(client, point.Name, rows, cancel), cancel);
        var like = await client.AskAsync<DatabaseProperties>(target.Maintenance, PostgresQueries.Properties(target.Oid), cancel);
        await client.RunAsync(target.Maintenance, PostgresStatements.Allow(point.Name, false), cancel);
        await sessions.EndAsync(client, target.Maintenance, point.Oid, cancel);
        await client.RunAsync(target.Maintenance, PostgresStatements.Adopt(point.Name, Taken(detail), like), cancel);
        if ((await ReadAsync(detail, work, cancel)).New is { } shut)
            await RunFiles.WriteAsync(RunFiles.Seal(work, target.Part), shut, cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(PointDetail detail, SwapState before, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenToChangeAsync(detail.Target, work, sessions, cancel);
        await client.RunAsync(detail.Target.Maintenance, PostgresStatements.Allow(Taken(detail), false), cancel);
        await sessions.EndAsync(client, detail.Target.Maintenance, detail.Point.Oid, cancel);
        await client.RunAsync(detail.Target.Maintenance, PointStatements.GiveBack(detail.Point, Taken(detail)), cancel);
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Give(Step step, PointDetail detail, SwapState now) => new Dictionary<string, string>
    {
        [PostgresTarget.OidGift(detail.Target.Part)] = detail.Point.Oid.ToString(CultureInfo.InvariantCulture),
        [PostgresTarget.SourceGift(detail.Target.Part)] = PostgresPlanner.Source(detail.Point.Name),
    };

    // Users may have written to it: it is no point any more, and nobody's once it is not live.
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(PointDetail detail, SwapState before, Work work, CancellationToken cancel)
    {
        var isLive = work.InEffect.Contains($"{detail.Target.Part}/exchange");
        return _kept.FindAsync(detail.Target, work, Left, $"what was the point {detail.Point.Name}, and users may have written to where it was live", cancel);

        IEnumerable<DatabaseState?> Left(ServerState server) =>
            isLive || server.ByOid(detail.Point.Oid) is not { } left || left.Name == detail.Point.Name ? [] : [left];
    }

    /// <inheritdoc/>
    protected override Task GiveUpAsync(PointDetail detail, SwapState before, KeptThing thing, Work work, CancellationToken cancel) =>
        _kept.GiveUpAsync(detail.Target, thing, work, cancel);

    private static void RefuseChanged(TemplatePoint point, IReadOnlyDictionary<string, long> rows)
    {
        var then = point.Facts.Rows!;
        var differing = then.Keys.Union(rows.Keys).Where(table => then.GetValueOrDefault(table, -1) != rows.GetValueOrDefault(table, -1)).ToList();
        if (differing.Count > 0)
        {
            throw new RollbackException(
                RollbackErrorId.BackupUnusable,
                $"The point {point.Name} was changed since it was made: {string.Join(", ", differing.Take(3).Select(table => $"{table} had {then.GetValueOrDefault(table)} rows and has {rows.GetValueOrDefault(table)}"))}.",
                "Name another point, or a backup.");
        }
    }

    private static string Taken(PointDetail detail) => PostgresNames.Beside(detail.Target.Live, string.Create(CultureInfo.InvariantCulture, $"{detail.Target.SystemId}/{detail.Point.Oid}"));
}
