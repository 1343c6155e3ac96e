using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>The live database, through psql and pg_dump.</summary>
/// <param name="client">The server.</param>
/// <param name="target">The database.</param>
/// <param name="dumps">Writes tables.</param>
/// <param name="sessions">Ends sessions.</param>
/// <param name="commands">Runs the user's commands.</param>
/// <param name="limit">How long a transaction may take.</param>
public sealed class PostgresSchema(PostgresClient client, SchemaTarget target, PostgresDumps dumps, SessionEnder sessions, MigrationCommand commands, TimeSpan limit) : ISchemaDatabase
{
    /// <inheritdoc/>
    public bool SendsTransactions => false;

    /// <inheritdoc/>
    public async Task<(string SystemId, string? Live)> WhoAsync(CancellationToken cancel)
    {
        var server = await client.AskAsync<ServerState>(target.Maintenance, PostgresQueries.State, cancel);
        return (server.SystemId, server.ByOid(target.Oid)?.Name);
    }

    /// <inheritdoc/>
    public async Task<string?> FindAsync(string sql, CancellationToken cancel) =>
        await client.RowsAsync(target.Live, sql + ";", TimeSpan.FromMinutes(1), cancel) is [[var first, ..], ..] ? first : null;

    /// <inheritdoc/>
    public Task EndOrphansAsync(CancellationToken cancel) => sessions.EndOrphansAsync(client, target.Maintenance, cancel);

    /// <inheritdoc/>
    public Task ChangeAsync(string sql, CancellationToken cancel) => client.RunAsync(target.Live, sql, cancel, limit);

    /// <inheritdoc/>
    public Task RunAsync(RunSpec command, Work work, CancellationToken cancel) => commands.RunAsync(command, work, client, target.SystemId, target.Live, cancel);

    /// <inheritdoc/>
    public Task SaveAsync(IReadOnlyList<string> tables, string path, CancellationToken cancel) =>
        dumps.WriteAsync(client, target.Live, tables.SelectMany(table => new[] { "-t", SchemaCatalog.Quoted(table) }), path, limit, cancel);
}
