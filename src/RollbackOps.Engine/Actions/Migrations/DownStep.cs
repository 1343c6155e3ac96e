using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>Takes one migration down in one transaction with its row, and is judged by what the database has noted.</summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="sessions">Ends sessions.</param>
public sealed class DownStep(PostgresServers servers, SessionEnder sessions) : StepKind<DownDetail, DownState>
{
    /// <inheritdoc/>
    public override string Kind => "migrations.down";

    /// <inheritdoc/>
    protected override async Task<DownState> ReadAsync(DownDetail detail, Work work, CancellationToken cancel)
    {
        var (target, part) = (detail.Target, SchemaParts.Schema(detail.Target, work));
        var client = await servers.OpenAsync(SchemaParts.Database(target, work), work.Runbook, work.Run, cancel);
        var server = await client.AskAsync<ServerState>(target.Maintenance, PostgresQueries.State, cancel);
        var noted = await client.AskAsync<List<AppliedMigration>>(target.Live, MigrationHistory.Applied(part, "postgres") + ";", cancel);
        var row = detail.Script.UpFile is null ? null : await client.RowsAsync(target.Live, new DownSql(part).Row(detail.Script.Noted), TimeSpan.FromMinutes(1), cancel);
        return new(server.SystemId, server.ByOid(target.Oid)?.Name, [.. noted.Select(migration => migration.Name)], row is [[var json]] ? json : null);
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
        var text = await new ScriptFiles(work, detail.Target.Part).DownAsync(detail.Script, cancel);
        await RunAsync(detail, before, Verdict.InEffect, sql => sql.Down(detail.Script, text), work, cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(DownDetail detail, DownState before, Work work, CancellationToken cancel)
    {
        var text = await new ScriptFiles(work, detail.Target.Part).UpAsync(detail.Script, cancel);
        await RunAsync(detail, before, Verdict.Before, sql => sql.Up(detail.Script, text, before.Row!), work, cancel);
    }

    // What an earlier process of the run began may have been committed since: only once it is ended do the rows tell.
    private async Task RunAsync(DownDetail detail, DownState before, Verdict goal, Func<DownSql, string> sql, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(SchemaParts.Database(detail.Target, work), work.Runbook, work.Run, cancel);
        await sessions.EndOrphansAsync(client, detail.Target.Maintenance, cancel);
        if (Judge(detail, before, await ReadAsync(detail, work, cancel)) == goal)
            return;
        await client.RunAsync(detail.Target.Live, sql(new(SchemaParts.Schema(detail.Target, work))), cancel, work.Step.Limit);
    }

    private static bool Same(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Order(StringComparer.Ordinal).SequenceEqual(other.Order(StringComparer.Ordinal), StringComparer.Ordinal);
}
