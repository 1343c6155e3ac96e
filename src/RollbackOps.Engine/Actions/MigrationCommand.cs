using Npgsql;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Loading;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions;

/// <summary>
/// Runs the user's migrations in a database that they are told: a restored copy, or the live one. They get its URL as <c>DATABASE_URL</c>, libpq's variables for it, and its name as
/// <c>ROLLBACKOPS_DATABASE</c>. What this process's own environment says of the live database never reaches them; where no
/// address leads to it, the URL leads nowhere.
/// </summary>
/// <param name="runner">Runs the command.</param>
/// <param name="commands">Builds it.</param>
public sealed class MigrationCommand(IRunner runner, UserCommands commands)
{
    private const string Nowhere = "no-address-leads-to-this-database.invalid";
    private const int ServerPort = 5432;
    private static readonly string[] Leading = ["PGSERVICE", "PGSERVICEFILE", "PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGPASSWORD", "PGOPTIONS"];

    /// <summary>Runs it.</summary>
    /// <param name="spec">The command.</param>
    /// <param name="work">The run.</param>
    /// <param name="client">The server.</param>
    /// <param name="systemId">Its identity: an address may lead to another.</param>
    /// <param name="database">The database.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">It failed.</exception>
    public async Task RunAsync(RunSpec spec, Work work, PostgresClient client, string systemId, string database, CancellationToken cancel)
    {
        var variables = client.Access.IsInside ? await InsideAsync(client, systemId, database, cancel) : client.Access.Variables;
        var env = variables.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);
        env["PGDATABASE"] = database;
        env["ROLLBACKOPS_DATABASE"] = database;
        env["DATABASE_URL"] = PostgresUrl.Build(variables, database);
        var command = commands.Build(spec, work.Runbook, work.Gifts.Find, env);
        var all = new Dictionary<string, string?>(command.Env);
        foreach (var name in Leading)
            all.TryAdd(name, null);
        await runner.RunAsync(command with { Env = all }, cancel);
    }

    private static async Task<IReadOnlyDictionary<string, string?>> InsideAsync(PostgresClient client, string systemId, string database, CancellationToken cancel)
    {
        var place = await LoadRoutes.FindAsync(client, systemId, database, "", cancel);
        var way = place is null ? null : new NpgsqlConnectionStringBuilder(place.ConnectionString);
        return new Dictionary<string, string?>(client.Access.Variables)
        {
            ["PGHOST"] = way?.Host ?? Nowhere,
            ["PGPORT"] = $"{way?.Port ?? ServerPort}",
        };
    }
}
