using System.Globalization;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>A step of the cutover, read as the two databases found by their oids.</summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="sessions">Ends sessions.</param>
public abstract class SwapStep(PostgresServers servers, SessionEnder sessions) : StepKind<SwapDetail, SwapState>
{
    /// <inheritdoc/>
    protected override async Task<SwapState> ReadAsync(SwapDetail detail, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(detail.Target.Part, work, cancel);
        var server = await client.AskAsync<ServerState>(detail.Target.Maintenance, PostgresQueries.State, cancel);
        return new(server.SystemId, server.ByOid(detail.Target.Oid), NewOid(detail, work) is { } oid ? server.ByOid(oid) : null, work.Gifts.Find(PostgresTarget.SourceGift(detail.Target.Part)))
        {
            HasNumbers = detail.KeepsSequencesAhead && File.Exists(RunFiles.Numbers(work, detail.Target.Part)),
            Named = detail.DropsOld && server.ByOid(detail.Target.Oid) is null ? server.ByName(detail.Target.Live) : null,
        };
    }

    /// <summary>A client for changes.</summary>
    protected Task<PostgresClient> OpenAsync(SwapDetail detail, Work work, CancellationToken cancel) =>
        servers.OpenToChangeAsync(detail.Target, work, sessions, cancel);

    /// <summary>Lets nobody into a database, and ends the sessions in it.</summary>
    protected Task ShutAsync(PostgresClient client, SwapDetail detail, long oid, string name, CancellationToken cancel) =>
        sessions.ShutAsync(client, detail.Target.Maintenance, oid, name, cancel);

    /// <summary>Ends the sessions in a database that no longer lets anyone in.</summary>
    protected Task EndSessionsAsync(PostgresClient client, SwapDetail detail, long oid, CancellationToken cancel) =>
        sessions.EndAsync(client, detail.Target.Maintenance, oid, cancel);

    /// <summary>The restored database's oid; null while it is not known.</summary>
    protected static long? NewOid(SwapDetail detail, Work work) =>
        work.Gifts.Find(PostgresTarget.OidGift(detail.Target.Part)) is { } oid ? long.Parse(oid, CultureInfo.InvariantCulture) : null;

    /// <summary>A database that must be there by now.</summary>
    /// <exception cref="RollbackException">It is gone.</exception>
    protected static DatabaseState Present(DatabaseState? database, string what) => database ?? throw new RollbackException(
        RollbackErrorId.ChangedByOthers, $"The {what} is gone from the server.", "Find out who dropped it; rollbackops history shows where the run stands.");
}
