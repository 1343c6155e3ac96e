using System.Text.Json;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>Takes one migration down, by a script in one transaction with its row or by a command, and is judged by what the database has noted.</summary>
/// <param name="databases">Finds the way to the database.</param>
public sealed class DownStep(SchemaDatabases databases) : StepKind<DownDetail, DownState>
{
    /// <inheritdoc/>
    public override string Kind => "migrations.down";

    /// <inheritdoc/>
    protected override async Task<DownState> ReadAsync(DownDetail detail, Work work, CancellationToken cancel)
    {
        var (script, part) = (detail.Script, SchemaParts.Schema(detail.Target, work));
        var database = await databases.OpenAsync(detail.Target, work, cancel);
        var (server, live) = await database.WhoAsync(cancel);
        var noted = await database.FindAsync(MigrationHistory.Applied(part, "postgres"), cancel);
        var row = script.UpFile is null ? null : await database.FindAsync(new DownSql(part).Row(script.Noted), cancel);
        var applied = ToolAnswer.Of("the database", () => JsonSerializer.Deserialize<List<AppliedMigration>>(noted!, EngineJson.Options)!);
        return new(server, live, [.. applied.Select(migration => migration.Name)], row);
    }

    /// <inheritdoc/>
    protected override Verdict Judge(DownDetail detail, DownState before, DownState now) => now switch
    {
        _ when now.SystemId != detail.Target.SystemId || now.Live != detail.Target.Live => Verdict.Foreign,
        _ when Same(now.Noted, detail.Noted) => Verdict.Before,
        _ when detail.After.Any(after => Same(now.Noted, after)) => Verdict.InEffect,
        _ => Verdict.Foreign,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(DownDetail detail, DownState before, Work work, CancellationToken cancel)
    {
        if (detail.Script.IsCommand)
        {
            var command = SchemaParts.Schema(detail.Target, work).Down! with { Run = detail.Script.Command };
            await RunAsync(detail, before, Verdict.InEffect, database => database.RunAsync(command, work, cancel), work, cancel);
            return;
        }

        var text = await new ScriptFiles(work, detail.Target.Part).DownAsync(detail.Script, cancel);
        await RunAsync(detail, before, Verdict.InEffect, sql => sql.Down(detail.Script, text), work, cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(DownDetail detail, DownState before, Work work, CancellationToken cancel)
    {
        var text = await new ScriptFiles(work, detail.Target.Part).UpAsync(detail.Script, cancel);
        await RunAsync(detail, before, Verdict.Before, sql => sql.Up(detail.Script, text, before.Row!), work, cancel);
    }

    private Task RunAsync(DownDetail detail, DownState before, Verdict goal, Func<DownSql, string> sql, Work work, CancellationToken cancel) =>
        RunAsync(detail, before, goal, database => database.ChangeAsync(sql(new(SchemaParts.Schema(detail.Target, work), database.SendsTransactions)), cancel), work, cancel);

    // What an earlier process of the run began may have been committed since: only once it is ended do the rows tell.
    private async Task RunAsync(DownDetail detail, DownState before, Verdict goal, Func<ISchemaDatabase, Task> run, Work work, CancellationToken cancel)
    {
        var database = await databases.OpenAsync(detail.Target, work, cancel);
        await database.EndOrphansAsync(cancel);
        if (Judge(detail, before, await ReadAsync(detail, work, cancel)) != goal)
            await run(database);
    }

    private static bool Same(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Order(StringComparer.Ordinal).SequenceEqual(other.Order(StringComparer.Ordinal), StringComparer.Ordinal);
}
