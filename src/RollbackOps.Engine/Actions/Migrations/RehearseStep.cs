using System.Globalization;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>
/// Tries the way down on a copy of the database, which is dropped again, and keeps copies of the scripts for the cutover. What
/// the copy loses must be what the plan said. Where no copy can be reached, it only keeps the scripts.
/// </summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="dumps">Makes the copy.</param>
/// <param name="sessions">Ends sessions.</param>
/// <param name="commands">Runs the user's commands.</param>
public sealed class RehearseStep(PostgresServers servers, PostgresDumps dumps, SessionEnder sessions, MigrationCommand commands) : StepKind<RehearseDetail, RehearseState>
{
    /// <inheritdoc/>
    public override string Kind => "migrations.rehearse";

    /// <inheritdoc/>
    protected override async Task<RehearseState> ReadAsync(RehearseDetail detail, Work work, CancellationToken cancel)
    {
        var scripts = new ScriptFiles(work, detail.Target.Part).Folder;
        if (detail.Target.ByApi)
            return new(detail.Target.SystemId, detail.Target.Live, false, File.Exists(Mark(detail, work)), Directory.Exists(scripts) ? scripts : null);
        var client = await OpenAsync(detail, work, cancel);
        var server = await client.AskAsync<ServerState>(detail.Target.Maintenance, PostgresQueries.State, cancel);
        return new(
            server.SystemId,
            server.ByOid(detail.Target.Oid)?.Name,
            server.ByName(Copy(detail, work)) is not null,
            File.Exists(Mark(detail, work)),
            Directory.Exists(scripts) ? scripts : null);
    }

    /// <inheritdoc/>
    protected override Verdict Judge(RehearseDetail detail, RehearseState before, RehearseState now) => now switch
    {
        _ when now.SystemId != detail.Target.SystemId || now.Live != detail.Target.Live => Verdict.Foreign,
        { Copy: true } => Verdict.Partly,
        { Rehearsed: true } => Verdict.InEffect,
        { Scripts: not null } => Verdict.Partly,
        _ => Verdict.Before,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(RehearseDetail detail, RehearseState before, Work work, CancellationToken cancel)
    {
        var (target, copy) = (detail.Target, Copy(detail, work));
        var part = SchemaParts.Schema(target, work);
        var files = new ScriptFiles(work, target.Part);
        await files.CopyAsync(detail.Scripts, new DownFiles(part, MigrationsLook.Tree(work.Runbook)), cancel);
        if (target.ByApi)
        {
            await PrivateFiles.WriteAsync(Mark(detail, work), "copied\n", cancel);
            return;
        }

        var client = await OpenAsync(detail, work, cancel);
        await sessions.EndOrphansAsync(client, target.Maintenance, cancel);
        await DropAsync(client, detail, work, cancel);
        await CopyAsync(client, detail, work, cancel);
        var rehearsal = new SchemaRehearsal(client, copy, new DownSql(part), files, work);
        await rehearsal.TryAsync(detail, (script, token) => commands.RunAsync(part.Down! with { Run = script.Command }, work, client, target.SystemId, copy, token), cancel);
        if (detail.Scripts.Any(script => script.IsCommand))
            await files.TakeAsync(rehearsal.Taken, cancel);
        // The mark comes first: a copy that is there beside it is dropped, and what was found stays found.
        await PrivateFiles.WriteAsync(Mark(detail, work), "rehearsed\n", cancel);
        await DropAsync(client, detail, work, cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(RehearseDetail detail, RehearseState before, Work work, CancellationToken cancel)
    {
        if (!detail.Target.ByApi)
        {
            var client = await OpenAsync(detail, work, cancel);
            await sessions.EndOrphansAsync(client, detail.Target.Maintenance, cancel);
            await DropAsync(client, detail, work, cancel);
        }

        var folder = new ScriptFiles(work, detail.Target.Part).Folder;
        CrashPoint.Around($"deleting {Mark(detail, work)}", () => File.Delete(Mark(detail, work)));
        if (Directory.Exists(folder))
            CrashPoint.Around($"deleting {folder}", () => Directory.Delete(folder, recursive: true));
    }

    /// <inheritdoc/>
    protected override string? Keeps(RehearseDetail detail, RehearseState before, RehearseState now) =>
        now.Scripts is { } folder ? $"the scripts that take the schema of {detail.Target.Live} down, and what is saved before: {folder}" : null;

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(RehearseDetail detail, RehearseState before, Work work, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<KeptThing>>(
            KeptFolder.Find(new ScriptFiles(work, detail.Target.Part).Folder, $"the scripts that took the schema of {detail.Target.Live} down, and what was saved before", work) is { } kept ? [kept] : []);

    /// <inheritdoc/>
    protected override Task GiveUpAsync(RehearseDetail detail, RehearseState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        KeptFolder.GiveUp(new ScriptFiles(work, detail.Target.Part).Folder, thing);
        return Task.CompletedTask;
    }

    private async Task CopyAsync(PostgresClient client, RehearseDetail detail, Work work, CancellationToken cancel)
    {
        var (target, copy, limit) = (detail.Target, Copy(detail, work), work.Step.Limit);
        var dump = Path.Combine(work.Scratch, $"{target.Part}.rehearsal.sql");
        work.Progress($"copying {target.Live}{(detail.WithData ? " with its data" : "'s schema")}", null);
        string[] what = detail.WithData ? [] : ["--schema-only"];
        await dumps.WriteAsync(client, target.Live, what, dump, limit, cancel);
        try
        {
            var like = await client.AskAsync<DatabaseProperties>(target.Maintenance, PostgresQueries.Properties(target.Oid), cancel);
            await client.RunAsync(target.Maintenance, PostgresStatements.Create(copy, like) + PostgresStatements.Settings(copy, like), cancel, TimeSpan.FromMinutes(5));
            await dumps.RunAsync(client, copy, dump, limit, cancel);
            if (!detail.WithData)
                await new SchemaNotes(client, target, copy).CopyAsync(cancel);
        }
        finally
        {
            File.Delete(dump);
        }
    }

    private static async Task DropAsync(PostgresClient client, RehearseDetail detail, Work work, CancellationToken cancel)
    {
        var server = await client.AskAsync<ServerState>(detail.Target.Maintenance, PostgresQueries.State, cancel);
        if (server.ByName(Copy(detail, work)) is { } copy && copy.Oid != detail.Target.Oid)
            await client.RunAsync(detail.Target.Maintenance, PostgresStatements.Drop(copy.Name), cancel);
    }

    private Task<PostgresClient> OpenAsync(RehearseDetail detail, Work work, CancellationToken cancel) =>
        servers.OpenAsync(SchemaParts.Database(detail.Target, work), work.Runbook, work.Run, cancel);

    private static string Mark(RehearseDetail detail, Work work) => Path.Combine(work.Scratch, $"{detail.Target.Part}.rehearsed");

    private static string Copy(RehearseDetail detail, Work work) => PostgresNames.Rehearsal(
        detail.Target.Live, string.Create(CultureInfo.InvariantCulture, $"{work.Plan.System}/{work.Plan.Environment}/{work.Run}/{detail.Target.Oid}"));
}
