using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Finds out what users wrote to a restored database since they got it.</summary>
/// <param name="servers">Finds the way to the server.</param>
public sealed class WrittenRows(PostgresServers servers)
{
    private const long Counted = 256 * 1024 * 1024;

    /// <summary>What the database holds now, its rows counted already.</summary>
    public static async Task<CountedRows> NowAsync(PostgresClient client, string database, IReadOnlyDictionary<string, long> rows, CancellationToken cancel) =>
        new(rows, await client.AskAsync<Dictionary<string, long>>(database, PostgresQueries.Touched, cancel));

    /// <summary>What was written since the run opened it, and where it stays once the run is undone.</summary>
    /// <param name="detail">The exchange.</param>
    /// <param name="oid">The restored database.</param>
    /// <param name="stays">The name that the undo gives it back.</param>
    /// <param name="work">The run.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Loss> SinceAsync(SwapDetail detail, long oid, string stays, Work work, CancellationToken cancel)
    {
        var (rows, changed) = await CompareAsync(detail.Target, oid, work, cancel);
        return new()
        {
            Subject = $"database {detail.Target.Live}",
            Since = work.OpenedAt,
            Source = "the run's journal",
            Rows = rows,
            Changed = changed,
            Kept = $"database {stays} (oid {oid}), closed; to look at it, from database {detail.Target.Maintenance}: {PostgresStatements.Allow(stays, true).Trim()}",
        };
    }

    private async Task<(IReadOnlyDictionary<string, long> Rows, IReadOnlyList<string> Changed)> CompareAsync(PostgresTarget target, long oid, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(target.Part, work, cancel);
        var live = (await client.AskAsync<ServerState>(target.Maintenance, PostgresQueries.State, cancel)).ByOid(oid);
        if (live is not { Allows: true } || await OpenedAsync(work, target.Part, cancel) is not { } then)
            return (new Dictionary<string, long>(), []);
        var now = await NowAsync(client, live.Name, await CountAsync(client, live, target, cancel), cancel);
        return (Grown(then.Rows, now.Rows), [.. Grown(then.Touched, now.Touched).Keys.Order(StringComparer.Ordinal)]);
    }

    private static async Task<IReadOnlyDictionary<string, long>> CountAsync(PostgresClient client, DatabaseState live, PostgresTarget target, CancellationToken cancel) =>
        await client.AskAsync<long?>(target.Maintenance, PostgresQueries.Size(live.Oid), cancel) <= Counted
            ? await RowCounter.AllAsync(client, live.Name, cancel)
            : await client.AskAsync<Dictionary<string, long>>(live.Name, PostgresQueries.Estimates, cancel);

    // Another user's run folder can't be read: then it is only said since when.
    private static async Task<CountedRows?> OpenedAsync(Work work, string part, CancellationToken cancel)
    {
        try
        {
            return await RunFiles.FindAsync<CountedRows>(RunFiles.Opened(work, part), cancel);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, long> Grown(IReadOnlyDictionary<string, long> then, IReadOnlyDictionary<string, long> now) => now
        .Select(table => (table.Key, More: table.Value - then.GetValueOrDefault(table.Key)))
        .Where(table => table.More > 0)
        .ToDictionary(table => table.Key, table => table.More);
}
