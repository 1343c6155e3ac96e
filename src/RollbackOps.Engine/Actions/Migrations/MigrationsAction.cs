using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Git;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>Keeps code from going back to a release that its database's schema is ahead of.</summary>
/// <param name="queries">Ask databases.</param>
/// <param name="runner">Runs git.</param>
public sealed class MigrationsAction(IReadOnlyList<IDatabaseQueries> queries, IRunner runner) : PartAction<MigrationsPart, MigrationsFound>
{
    private readonly MigrationsLook _look = new(queries, new CommittedFiles(runner));

    /// <inheritdoc/>
    public override string Kind => "migrations";

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; } = [];

    /// <inheritdoc/>
    protected override async Task<MigrationsFound> LookAsync(MigrationsPart part, Ask ask, CancellationToken cancel)
    {
        if (ask.Back.Count > 0)
        {
            throw new RollbackException(
                RollbackErrorId.NotSupported,
                $"'{part.Name}' can't go back by itself: this version takes no migrations down.",
                $"Bring back the database ({part.Database}), or take '{part.Name}' out of the strategy.");
        }

        // What comes back with the database is not what is applied now.
        return ask.To is { } target && ask.Strategy.Back.All(item => item.Part != part.Database)
            ? await _look.LookAsync(part, ask.Runbook, target, cancel)
            : new();
    }

    /// <inheritdoc/>
    protected override PartPlan Plan(MigrationsPart part, Ask ask, MigrationsFound found) =>
        found.Release is null ? new() : SchemaGate.Plan(part, found);

    /// <inheritdoc/>
    protected override async Task CaptureAsync(MigrationsPart part, Ask ask, string folder, CancellationToken cancel)
    {
        var applied = await _look.NotedAsync(part, ask.Runbook, cancel);
        var lines = applied.Select(migration => migration.Name + (migration.Whole ? "" : " (half done)") + "\n");
        await ask.Room.WriteAsync(Path.Combine(folder, $"{part.Name}-applied.txt"), string.Concat(lines), cancel);
    }
}
