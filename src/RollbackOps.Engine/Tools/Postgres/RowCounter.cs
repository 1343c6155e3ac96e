using System.Globalization;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>Counts rows, exactly.</summary>
public static class RowCounter
{
    private const int Batch = 200;
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);

    /// <summary>The rows of each user table, by <c>schema.table</c>; partitions are counted each for itself.</summary>
    public static Task<IReadOnlyDictionary<string, long>> AllAsync(PostgresClient client, string database, CancellationToken cancel) =>
        AllAsync(client, database, new Dictionary<string, long>(), cancel);

    /// <summary>The same, where the rows of some tables are known already.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> AllAsync(PostgresClient client, string database, IReadOnlyDictionary<string, long> known, CancellationToken cancel)
    {
        var tables = await client.RowsAsync(database, PostgresQueries.Tables, Limit, cancel);
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (schema, table) in tables.Select(row => (row[0]!, row[1]!)))
        {
            if (known.TryGetValue($"{schema}.{table}", out var rows))
                counts[$"{schema}.{table}"] = rows;
        }

        foreach (var batch in tables.Select(row => (row[0]!, row[1]!)).Where(table => !counts.ContainsKey($"{table.Item1}.{table.Item2}")).Chunk(Batch))
        {
            var rows = await client.RowsAsync(database, PostgresQueries.Counts(batch), Limit, cancel);
            foreach (var row in ToolAnswer.Of("psql", () => rows.Count == batch.Length ? rows : throw new FormatException()))
                counts[row[0] ?? ""] = Number(row.ElementAtOrDefault(1));
        }

        return counts;
    }

    /// <summary>The rows of the table that a name with or without its schema means; null where there is none.</summary>
    public static async Task<long?> OneAsync(PostgresClient client, string database, string table, CancellationToken cancel)
    {
        if (await client.RowsAsync(database, PostgresQueries.Meant(table), Limit, cancel) is not [[{ } schema, { } name], ..])
            return null;
        var rows = await client.RowsAsync(database, PostgresQueries.Count(schema, name), Limit, cancel);
        return Number(ToolAnswer.Of("psql", () => rows[0][0]));
    }

    private static long Number(string? text) => ToolAnswer.Of("psql", () => long.Parse(text!, CultureInfo.InvariantCulture));
}
