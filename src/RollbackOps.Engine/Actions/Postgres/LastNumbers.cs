using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>
/// Reads the last numbers that the live database's sequences gave out, at the moment when nobody is in it any more: a session that
/// was there before the door is shut stays, ends all others, and reads then.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class LastNumbers(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Shuts the live database, ends its sessions and reads its sequences.</summary>
    /// <exception cref="RollbackException">A session can't be ended, or a sequence not be read.</exception>
    public async Task<IReadOnlyDictionary<string, long>> ShutAndReadAsync(PostgresClient client, PostgresTarget target, CancellationToken cancel)
    {
        await client.RunAsync(target.Maintenance, PostgresStatements.Allow(target.Live, true), cancel);
        var reading = client.AskAsync<Dictionary<string, long>>(target.Live, PostgresStatements.ReadSequencesAlone(Patience), cancel, Patience * 2);
        var began = time.GetTimestamp();
        while (!reading.IsCompleted && await client.AskAsync<long>(target.Maintenance, PostgresQueries.MarkedIn(target.Oid, client.Application), cancel) == 0)
        {
            if (time.GetElapsedTime(began) > Patience)
                break;
            await Task.Delay(Pause, time, cancel);
        }

        await client.RunAsync(target.Maintenance, PostgresStatements.Allow(target.Live, false), cancel);
        return await reading;
    }
}
