using System.Globalization;
using RollbackOps.Engine.Actions.Postgres.Fresh;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Databases that runs keep or have left: found and dropped by their oid, whatever they are called by now.</summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="sessions">Ends sessions.</param>
public sealed class KeptDatabases(PostgresServers servers, SessionEnder sessions)
{
    /// <summary>Those of some databases that are there and not live.</summary>
    /// <param name="target">The database that was live when the run was planned.</param>
    /// <param name="work">The run.</param>
    /// <param name="choose">Which ones, out of the server's.</param>
    /// <param name="what">What they are.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">Another server is reached by now.</exception>
    public async Task<IReadOnlyList<KeptThing>> FindAsync(
        PostgresTarget target, Work work, Func<ServerState, IEnumerable<DatabaseState?>> choose, string what, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(target.Part, work, cancel);
        var server = await client.AskAsync<ServerState>(target.Maintenance, PostgresQueries.State, cancel);
        // The old server's databases are in the volume of the run that made this one, and go with it.
        if (server.SystemId != target.SystemId && await FreshServers.IsOneAsync(work, target.Part, server.SystemId, cancel))
            return [];
        RefuseOther(server, client, target);
        var things = new List<KeptThing>();
        foreach (var database in choose(server).OfType<DatabaseState>().Where(database => !IsLive(database, client, target)))
        {
            things.Add(new()
            {
                Run = work.Run,
                Step = work.Step.Id,
                What = $"{what}, as database {database.Name} (oid {database.Oid})",
                Identity = PostgresPlanner.Identity(server.SystemId, database.Oid),
                Bytes = await client.AskAsync<long?>(target.Maintenance, PostgresQueries.Size(database.Oid), cancel),
            });
        }

        return things;
    }

    /// <summary>Drops one for good; nothing where it is gone.</summary>
    /// <exception cref="RollbackException">It is live, in use, or a template by now.</exception>
    public async Task GiveUpAsync(PostgresTarget target, KeptThing thing, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenToChangeAsync(target, work, sessions, cancel);
        var server = await ServerAsync(client, target, cancel);
        var oid = long.Parse(thing.Identity[(thing.Identity.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture);
        if (server.ByOid(oid) is not { } database)
            return;
        if (IsLive(database, client, target))
            throw InUse(database, "it is live by now", "Leave it.");
        if (database.Sessions > 0)
            throw InUse(database, $"{database.Sessions} sessions are in it", $"End them (SELECT pid, usename, application_name FROM pg_stat_activity WHERE datid = {database.Oid}), then settle again.");
        var aside = string.Create(CultureInfo.InvariantCulture, $"rollbackops_given_up_{oid}");
        if (database.Name != aside)
            await client.RunAsync(target.Maintenance, PostgresStatements.PutAside(oid, database.Name, aside), cancel);
        await client.RunAsync(target.Maintenance, PostgresStatements.DropEmpty(aside), cancel, TimeSpan.FromMinutes(10));
    }

    private static async Task<ServerState> ServerAsync(PostgresClient client, PostgresTarget target, CancellationToken cancel)
    {
        var server = await client.AskAsync<ServerState>(target.Maintenance, PostgresQueries.State, cancel);
        RefuseOther(server, client, target);
        return server;
    }

    private static void RefuseOther(ServerState server, PostgresClient client, PostgresTarget target)
    {
        if (server.SystemId != target.SystemId)
            throw new RollbackException(
                RollbackErrorId.ChangedByOthers,
                $"The server that is reached now ({client.Access.Where}) is not the one of the run: it is cluster {server.SystemId}, and was {target.SystemId}.",
                "Look at the old server yourself.");
    }

    private static bool IsLive(DatabaseState database, PostgresClient client, PostgresTarget target) =>
        database.Name == target.Live || database.Name == client.Access.Database;

    private static RollbackException InUse(DatabaseState database, string why, string next) => new(
        RollbackErrorId.ChangedByOthers, $"Database {database.Name} (oid {database.Oid}) is not dropped: {why}.", next);
}
