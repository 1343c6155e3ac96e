using RollbackOps.Engine.Actions.Postgres.Fresh;
using RollbackOps.Engine.Actions.Postgres.InPlace;
using RollbackOps.Engine.Actions.Postgres.Points;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Puts a backup in the place of a PostgreSQL database: restored beside, exchanged by name, the old one kept.</summary>
public sealed class PostgresAction : PartAction<PostgresPart, PostgresFound>
{
    private readonly PostgresServers _servers;
    private readonly PostgresLooker _looker;
    private readonly FreshLooker _fresh;

    /// <summary>Makes the action.</summary>
    /// <param name="servers">Finds the way to the servers.</param>
    /// <param name="runner">Runs migrations.</param>
    /// <param name="commands">Builds them.</param>
    /// <param name="time">The clock.</param>
    public PostgresAction(PostgresServers servers, IRunner runner, UserCommands commands, TimeProvider time)
    {
        _servers = servers;
        _looker = new(servers, runner);
        var sessions = new SessionEnder(time);
        var host = new FreshHost(runner, time);
        _fresh = new(servers, servers.Compose, host);
        var forward = new MigrationCommand(runner, commands);
        StepKinds =
        [
            new ReadStep(servers),
            new BesideStep(servers, forward, sessions),
            new FenceStep(servers, sessions, time),
            new ExchangeStep(servers, sessions),
            new OpenStep(servers, sessions),
            new AsideStep(servers, sessions),
            new SafetyStep(servers, sessions, runner),
            new ReplaceStep(servers, forward, sessions),
            new PointStep(servers, sessions),
            new FreshStep(servers, forward, host),
            new HaltStep(host),
            new ContentStep(host),
            new ReviveStep(servers, host),
        ];
    }

    /// <inheritdoc/>
    public override string Kind => "postgres";

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; }

    /// <inheritdoc/>
    protected override async Task<PostgresFound> LookAsync(PostgresPart part, Ask ask, CancellationToken cancel) =>
        ask.Back.Count == 0 ? new()
        : part.Fresh || ask.Strategy.FreshServer || (ask.Strategy.Renews(Strategy.FreshVolumes) && part.Service is not null) ? new() { Fresh = await _fresh.LookAsync(part, ask, cancel) }
        : Found(await _looker.LookAsync(part, ask, cancel));

    private static PostgresFound Found(PostgresGoal goal) => new() { Goal = goal, Servers = [$"postgres:{goal.Facts.SystemId}"] };

    /// <inheritdoc/>
    protected override PartPlan Plan(PostgresPart part, Ask ask, PostgresFound found) =>
        found.Fresh is { } fresh ? FreshPlan.Of(part, ask, fresh) : found.Goal is { } goal ? PostgresPlanner.Plan(part, ask, goal) : new();

    /// <inheritdoc/>
    protected override async Task CaptureAsync(PostgresPart part, Ask ask, string folder, CancellationToken cancel)
    {
        var client = await _servers.OpenAsync(part, ask.Runbook, "evidence", cancel);
        var live = client.Access.Database;
        foreach (var (name, sql) in new[] { ("version", "SELECT version();"), ("databases", PostgresQueries.Databases), ("sessions", PostgresQueries.Sessions(live)), ("rows", PostgresQueries.Estimates) })
        {
            var rows = await client.RowsAsync(live, sql, TimeSpan.FromMinutes(1), cancel);
            await ask.Room.WriteAsync(Path.Combine(folder, $"{part.Name}-{name}.txt"), string.Concat(rows.Select(row => string.Join('\t', row.Select(value => value ?? "")) + "\n")), cancel);
        }
    }
}
