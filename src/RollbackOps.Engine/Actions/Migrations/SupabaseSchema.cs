using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Supabase;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>The database of a Supabase project, through the Management API: each request with several statements is one transaction.</summary>
/// <param name="client">The project.</param>
public sealed class SupabaseSchema(SupabaseClient client) : ISchemaDatabase
{
    /// <inheritdoc/>
    public bool SendsTransactions => true;

    /// <inheritdoc/>
    public async Task<(string SystemId, string? Live)> WhoAsync(CancellationToken cancel)
    {
        var status = await client.StatusAsync(cancel);
        return status == "ACTIVE_HEALTHY" ? (Identity(client.Project), client.Project) : throw new RollbackException(
            RollbackErrorId.Unreachable, $"The project {client.Project} is {status}, so its database can't be asked.", "Wait until it is ACTIVE_HEALTHY, then run the same command again.");
    }

    /// <summary>What a project is known by.</summary>
    public static string Identity(string project) => $"supabase:{project}";

    /// <inheritdoc/>
    public Task<string?> FindAsync(string sql, CancellationToken cancel) => client.FirstAsync(sql, cancel);

    // A request that was cut off may still be under way there: the row's lock in the next one waits for it.
    /// <inheritdoc/>
    public Task EndOrphansAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task ChangeAsync(string sql, CancellationToken cancel) => client.RunAsync(sql, cancel);

    /// <inheritdoc/>
    public Task RunAsync(RunSpec command, Work work, CancellationToken cancel) => throw NoCommand(client.Project);

    /// <summary>No command can be told where the database is.</summary>
    public static RollbackException NoCommand(string project) => new(
        RollbackErrorId.NotSupported,
        $"Supabase's API gives a command no way into the database of project {project}.",
        "Give the database's URL instead (postgres: \"${env:DATABASE_URL}\", migrations: { tool: supabase, down: … }), or take 'down' out.");

    /// <inheritdoc/>
    public async Task SaveAsync(IReadOnlyList<string> tables, string path, CancellationToken cancel)
    {
        await using var file = new StreamWriter(PrivateFiles.Create(path));
        foreach (var table in tables)
            await file.WriteAsync($"{{\"table\":{System.Text.Json.JsonSerializer.Serialize(table)},\"rows\":{await client.FirstAsync($"SELECT coalesce(json_agg(t), '[]') AS rows FROM {SchemaCatalog.Quoted(table)} t", cancel)}}}\n".AsMemory(), cancel);
        await file.FlushAsync(cancel);
        ((FileStream)file.BaseStream).Flush(flushToDisk: true);
    }
}
