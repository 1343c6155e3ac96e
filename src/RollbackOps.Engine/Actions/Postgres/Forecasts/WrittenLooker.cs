using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Activity;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres.Forecasts;

/// <summary>Asks the live database what was written since the backup. Reads only, is bounded in time, and never fails a plan.</summary>
internal static class WrittenLooker
{
    private const int Asked = 200;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan All = TimeSpan.FromSeconds(8);

    /// <summary>What it tells; null where it can't be asked.</summary>
    /// <param name="client">The server.</param>
    /// <param name="live">The live database.</param>
    /// <param name="time">When the backup was taken; null where nothing tells.</param>
    /// <param name="holds">What the backup holds; null where it was not read.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<WrittenSince?> LookAsync(PostgresClient client, string live, BackupTime? time, DumpSummary? holds, CancellationToken cancel)
    {
        try
        {
            if (await client.AskWithinAsync<DatabaseActivity>(live, [OneLine(ActivityQueries.Tables)], All, All, cancel) is not [var activity])
                return null;
            var dated = (time is null ? [] : activity.Tables.SelectMany(table => table.Times.Select(column => ActivityQueries.Later(table, column, time.Latest)))).Take(Asked).ToList();
            var beyond = activity.Tables.Select(table => Beyond(table, holds)).OfType<string>().Take(Asked).ToList();
            var answers = await client.AskWithinAsync<CountedSince>(live, [.. dated, .. beyond], Each, All, cancel);
            var keys = activity.Tables.Where(table => table.Key is not null).ToDictionary(table => table.FullName, table => table.Key!.Column);
            var isKey = answers.ToLookup(answer => keys.GetValueOrDefault(answer.Table) == answer.Column);
            return new()
            {
                CountersSince = activity.CountersSince,
                Tables = activity.Tables,
                Dated = [.. isKey[false]],
                Beyond = [.. isKey[true]],
                Unanswered = dated.Count + beyond.Count - answers.Count,
            };
        }
        catch (RollbackException)
        {
            return null;
        }
    }

    private static string? Beyond(TableActivity table, DumpSummary? holds) =>
        table.Key is { } key && holds is not null && holds.Sequences.TryGetValue(key.Sequence, out var last) ? ActivityQueries.Beyond(table, key, last) : null;

    // json_build_object keeps no line break of its own.
    private static string OneLine(string sql) => sql.ReplaceLineEndings(" ");
}
