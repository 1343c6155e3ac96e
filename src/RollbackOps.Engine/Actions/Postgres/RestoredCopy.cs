using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Judges whether a restored copy is of the database that is live, and holds what is expected of it.</summary>
public static class RestoredCopy
{
    /// <summary>Checks it.</summary>
    /// <exception cref="RollbackException">It is another database's, empty, or breaks a rule.</exception>
    public static async Task CheckAsync(PostgresClient client, PostgresTarget target, string copy, PostgresPart part, DumpFile dump, IReadOnlySet<string> ours, CancellationToken cancel)
    {
        foreach (var rule in part.Expect)
        {
            var rows = await RowCounter.OneAsync(client, copy, rule.Table, cancel);
            if (rows is null || !rule.Holds(rows.Value))
            {
                throw new RollbackException(
                    RollbackErrorId.BackupUnusable,
                    $"The backup {dump.Path} has {(rows is null ? "no table" : $"{rows} rows in")} {rule.Table}; the runbook expects {rule.Comparison} {rule.Rows}.",
                    "Name an earlier backup, or correct expect: in the runbook.");
            }
        }

        if (part.Expect.Count > 0)
            return;
        var its = await TablesAsync(client, copy, cancel);
        if (IsAnother(ours, its))
        {
            throw new RollbackException(
                RollbackErrorId.BackupUnusable,
                $"The backup {dump.Path} seems to be of another database: of its {its.Count} tables, {its.Count(ours.Contains)} are among the {ours.Count} of {target.Live}.",
                "Name another backup; if it is the right one, give expect: rules in the runbook, such as { users: \">= 1\" }.");
        }
    }

    /// <summary>Puts the runbook's integrity queries to it.</summary>
    /// <exception cref="RollbackException">One does not answer 0.</exception>
    public static async Task SoundAsync(PostgresClient client, string copy, PostgresPart part, DumpFile dump, CancellationToken cancel)
    {
        foreach (var query in part.Integrity)
        {
            if (await AnswerAsync(client, copy, query, dump, cancel) is not "0" and var answer)
            {
                throw new RollbackException(
                    RollbackErrorId.BackupUnusable,
                    $"What comes out of the backup {dump.Path} is not sound: a query answers {answer ?? "nothing"}, not 0: {query}",
                    "The live database is untouched. Name an earlier backup, or mend the query in the runbook.");
            }
        }
    }

    // A query that can't be put to it, because a table is missing, is an answer too.
    private static async Task<string?> AnswerAsync(PostgresClient client, string copy, string query, DumpFile dump, CancellationToken cancel)
    {
        try
        {
            return await PostgresDatabaseQueries.FirstAsync(client, copy, query, TimeSpan.FromHours(1), cancel);
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.ToolFailed)
        {
            throw new RollbackException(
                RollbackErrorId.BackupUnusable,
                $"What comes out of the backup {dump.Path} is not what the runbook's integrity queries are about: {query}: {error.Message}",
                "The live database is untouched. Name another backup, or mend the query in the runbook.",
                error);
        }
    }

    /// <summary>
    /// Refuses a copy whose tables don't hold as many rows as the dump has for them. Tables that are not counted (partitioned
    /// ones, an extension's, foreign ones) prove nothing. Pure.
    /// </summary>
    /// <param name="written">The dump's rows by table; an old dump writes tables without their schema.</param>
    /// <param name="counted">The copy's rows by table.</param>
    /// <param name="dump">The backup.</param>
    /// <exception cref="RollbackException">Rows are missing, or there are more.</exception>
    public static void RefuseOtherRows(IReadOnlyDictionary<string, long> written, IReadOnlyDictionary<string, long> counted, DumpFile dump)
    {
        foreach (var (table, rows) in written)
        {
            var restored = Restored(table, counted);
            if (restored is not null && restored != rows)
            {
                throw new RollbackException(
                    RollbackErrorId.BackupUnusable,
                    $"The backup {dump.Path} has {rows} rows for {table}, and {restored} are there once it is restored.",
                    "The live database is untouched. Find out what kept the rows out (a trigger, a setting of the server), or name another backup.");
            }
        }
    }

    private static long? Restored(string table, IReadOnlyDictionary<string, long> counted)
    {
        if (counted.TryGetValue(table, out var rows))
            return rows;
        var same = counted.Where(pair => pair.Key.EndsWith($".{table}", StringComparison.Ordinal)).ToList();
        return same.Count == 0 || table.Contains('.', StringComparison.Ordinal) ? null : same.Sum(pair => pair.Value);
    }

    /// <summary>Whether fewer than half of the smaller set of tables are in both. Pure.</summary>
    public static bool IsAnother(IReadOnlySet<string> live, IReadOnlySet<string> copy) =>
        live.Count > 0 && (copy.Count == 0 || copy.Count(live.Contains) * 2 < Math.Min(live.Count, copy.Count));

    /// <summary>A database's tables, as <c>schema.table</c>.</summary>
    public static async Task<IReadOnlySet<string>> TablesAsync(PostgresClient client, string database, CancellationToken cancel) =>
        (await client.RowsAsync(database, PostgresQueries.Tables, TimeSpan.FromMinutes(1), cancel)).Select(row => $"{row[0]}.{row[1]}").ToHashSet(StringComparer.Ordinal);
}
