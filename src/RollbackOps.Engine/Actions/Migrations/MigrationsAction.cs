using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Git;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Supabase;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>
/// Takes a database's schema down to what a release knows; where a strategy does not ask for that, keeps code from going back to
/// a release that the schema is ahead of.
/// </summary>
public sealed class MigrationsAction : PartAction<MigrationsPart, MigrationsFound>
{
    private readonly MigrationsLook _look;
    private readonly SchemaLook _schema;

    /// <summary>Makes the action.</summary>
    /// <param name="queries">Ask databases.</param>
    /// <param name="servers">Finds the way to PostgreSQL.</param>
    /// <param name="projects">Finds the way to Supabase projects.</param>
    /// <param name="runner">Runs git, pg_dump, psql and the user's commands.</param>
    /// <param name="commands">Builds those.</param>
    /// <param name="time">The clock.</param>
    public MigrationsAction(IReadOnlyList<IDatabaseQueries> queries, PostgresServers servers, SupabaseProjects projects, IRunner runner, UserCommands commands, TimeProvider time)
    {
        _look = new(queries, new CommittedFiles(runner));
        _schema = new(servers, projects);
        var (dumps, sessions) = (new PostgresDumps(runner), new SessionEnder(time));
        var command = new MigrationCommand(runner, commands);
        var databases = new SchemaDatabases(servers, projects, dumps, sessions, command);
        StepKinds = [new RehearseStep(servers, dumps, sessions, command), new SaveStep(databases), new DownStep(databases)];
    }

    /// <inheritdoc/>
    public override string Kind => "migrations";

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; }

    /// <inheritdoc/>
    protected override async Task<MigrationsFound> LookAsync(MigrationsPart part, Ask ask, CancellationToken cancel)
    {
        var withData = ask.Strategy.Back.Any(item => item.Part == part.Database);
        if (ask.Back.Count > 0 && withData)
        {
            throw new RollbackException(
                RollbackErrorId.RunbookInvalid,
                $"The strategy '{ask.Strategy.Name}' brings back the database {part.Database}, with its schema, and its schema alone too.",
                $"Name one of them: {part.Database} or {part.Name}.");
        }

        // What comes back with the database is not what is applied now.
        if (withData)
            return new();
        if (ask.Back.Count == 0)
            return ask.To is { } target ? await _look.LookAsync(part, ask.Runbook, target, cancel) : new();
        var found = await _look.LookDownAsync(part, ask, cancel);
        return found.Ahead.Count == 0 ? found : found with { Goal = await _schema.LookAsync(part, ask.Runbook, found, cancel) };
    }

    /// <inheritdoc/>
    protected override PartPlan Plan(MigrationsPart part, Ask ask, MigrationsFound found) => found switch
    {
        { Goal: { } goal } => new SchemaPlanner(part, ask, found, goal).Plan(),
        { Release: null } => new(),
        _ => SchemaGate.Plan(part, found),
    };

    /// <inheritdoc/>
    protected override async Task CaptureAsync(MigrationsPart part, Ask ask, string folder, CancellationToken cancel)
    {
        var applied = await _look.NotedAsync(part, ask.Runbook, cancel);
        var lines = applied.Select(migration => migration.Name + (migration.Whole ? "" : " (half done)") + "\n");
        await ask.Room.WriteAsync(Path.Combine(folder, $"{part.Name}-applied.txt"), string.Concat(lines), cancel);
    }
}
