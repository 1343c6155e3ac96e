using System.Text.Json;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>The tables of a database with their columns and types. Pure, but for reading it.</summary>
/// <param name="tables">Columns and types by <c>schema.table</c>.</param>
public sealed class SchemaCatalog(IReadOnlyDictionary<string, Dictionary<string, string>> tables)
{
    private const string Query =
        """
        SELECT coalesce(json_object_agg(t, columns), '{}') FROM (
          SELECT n.nspname || '.' || c.relname AS t,
            coalesce(json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)) FILTER (WHERE a.attname IS NOT NULL), '{}') AS columns
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          WHERE c.relkind IN ('r', 'p', 'f') AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
          GROUP BY 1) x
        """;

    /// <summary>The tables.</summary>
    public IEnumerable<string> Tables => tables.Keys;

    /// <summary>Reads it.</summary>
    public static async Task<SchemaCatalog> ReadAsync(PostgresClient client, string database, CancellationToken cancel) =>
        new(await client.AskAsync<Dictionary<string, Dictionary<string, string>>>(database, Query + ";", cancel));

    /// <summary>Reads it.</summary>
    public static async Task<SchemaCatalog> ReadAsync(ISchemaDatabase database, CancellationToken cancel)
    {
        var json = await database.FindAsync(Query, cancel);
        return new(ToolAnswer.Of("the database", () => JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(json!, EngineJson.Options)!));
    }

    /// <summary>A table's name, <c>schema.table</c>, as it stands in SQL.</summary>
    public static string Quoted(string table) => string.Join('.', table.Split('.', 2).Select(SqlQuote.Identifier));

    /// <summary>Whether it has this column.</summary>
    public bool Has(string table, string column) => tables.TryGetValue(table, out var columns) && columns.ContainsKey(column);

    /// <summary>The tables, and columns of others, that another has not, or has with another type.</summary>
    public IEnumerable<(string Table, string? Column)> Missing(SchemaCatalog other)
    {
        foreach (var (table, columns) in tables)
        {
            if (!other.TryGet(table, out var left))
                yield return (table, null);
            else
                foreach (var (column, type) in columns.Where(column => left.GetValueOrDefault(column.Key) != column.Value))
                    yield return (table, column);
        }
    }

    private bool TryGet(string table, out Dictionary<string, string> columns) => tables.TryGetValue(table, out columns!);
}
