namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>Ends a database's sessions and waits until none is left.</summary>
/// <param name="time">The clock.</param>
public sealed class SessionEnder(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    /// <summary>Ends what an earlier process of the same run left behind: a statement of its may still be under way.</summary>
    /// <exception cref="RollbackException">Some can't be ended.</exception>
    public async Task EndOrphansAsync(PostgresClient client, string maintenance, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (await client.AskAsync<long>(maintenance, PostgresQueries.Marked(client.Application), cancel) is > 0 and var left)
        {
            if (time.GetElapsedTime(began) > Patience)
            {
                throw new RollbackException(
                    RollbackErrorId.NotInEffect,
                    $"{left} sessions that this run left on the server ({client.Access.Where}) could not be ended.",
                    $"End them (SELECT pid FROM pg_stat_activity WHERE application_name = {SqlQuote.Literal(client.Application).Trim()}), then resume.");
            }

            await client.RunAsync(maintenance, PostgresStatements.EndMarked(client.Application), cancel);
            await Task.Delay(Pause, time, cancel);
        }
    }

    /// <summary>Lets nobody into a database, superusers included, and ends the sessions in it.</summary>
    /// <exception cref="RollbackException">Some can't be ended.</exception>
    public async Task ShutAsync(PostgresClient client, string maintenance, long oid, string name, CancellationToken cancel)
    {
        await client.RunAsync(maintenance, PostgresStatements.Allow(name, false) + PostgresStatements.EndSessions(oid), cancel);
        await EndAsync(client, maintenance, oid, cancel);
    }

    /// <summary>Ends them. The database no longer lets anyone in, so none comes back.</summary>
    /// <exception cref="RollbackException">Some can't be ended.</exception>
    public async Task EndAsync(PostgresClient client, string maintenance, long oid, CancellationToken cancel)
    {
        var (began, pause) = (time.GetTimestamp(), Moment);
        while (true)
        {
            var database = (await client.AskAsync<ServerState>(maintenance, PostgresQueries.State, cancel)).ByOid(oid);
            if (database is null or { Sessions: 0 })
                return;
            if (time.GetElapsedTime(began) > Patience)
            {
                throw new RollbackException(
                    RollbackErrorId.NotInEffect,
                    $"{database.Sessions} sessions in database {database.Name} could not be ended.",
                    $"Stop what holds them (SELECT pid, usename, application_name FROM pg_stat_activity WHERE datid = {oid}), then resume.");
            }

            // Most that were told to end are gone within a moment.
            if (pause == Pause)
                await client.RunAsync(maintenance, PostgresStatements.EndSessions(oid), cancel);
            await Task.Delay(pause, time, cancel);
            pause = Pause;
        }
    }
}
