using System.Globalization;
using static RollbackOps.Engine.Tools.Postgres.SqlQuote;

namespace RollbackOps.Engine.Tools.Postgres.Activity;

/// <summary>The queries that find out what was written, without long scans. All read only. Pure.</summary>
public static class ActivityQueries
{
    // 32 MiB: what is smaller may be scanned; more is asked only through an index.
    private const string Small = "4096";

    private const string TimeNames = "^(date|time|last)?_?(creat|insert|add|updat|modifi|chang|writt)(ed|en|ion|e)?_?(at|on|time|date|timestamp|ts)?$|^(mtime|ctime)$";

    /// <summary>The tables with the server's counters, the columns of times that can be asked cheaply, and the keys that a sequence numbers.</summary>
    public const string Tables =
        $$"""
        SELECT json_build_object(
          'countersSince', (SELECT stats_reset FROM pg_stat_database WHERE datname = current_database()),
          'tables', coalesce((SELECT json_agg(json_build_object('schema', n.nspname, 'name', c.relname,
            'inserted', coalesce(pg_stat_get_tuples_inserted(c.oid), 0),
            'updated', coalesce(pg_stat_get_tuples_updated(c.oid), 0),
            'removed', coalesce(pg_stat_get_tuples_deleted(c.oid), 0),
            'times', coalesce((SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, NULL)) ORDER BY a.attnum)
               FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                 AND a.atttypid IN ('pg_catalog.timestamptz'::regtype, 'pg_catalog.timestamp'::regtype, 'pg_catalog.date'::regtype)
                 AND a.attname ~* '{{TimeNames}}'
                 AND (c.relpages < {{Small}} OR EXISTS (SELECT 1 FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
                   WHERE i.indrelid = c.oid AND i.indisvalid AND i.indpred IS NULL AND m.amname = 'btree' AND i.indkey[0] = a.attnum))), '[]'),
            'key', (SELECT json_build_object('column', a.attname, 'sequence', sn.nspname || '.' || s.relname)
               FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
               JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid AND d.refobjsubid = a.attnum
                 AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
               JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_namespace sn ON sn.oid = s.relnamespace
               WHERE i.indrelid = c.oid AND i.indisprimary AND i.indnkeyatts = 1 LIMIT 1)) ORDER BY n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
              AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')), '[]'));
        """;

    /// <summary>How many rows a column dates after a moment. What has no zone is counted only where it is later in any that is likely.</summary>
    public static string Later(TableActivity table, TimeColumn column, DateTimeOffset moment)
    {
        var time = Literal(moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture));
        var from = column.Type switch
        {
            "timestamp with time zone" => $"timestamp {time} AT TIME ZONE 'UTC'",
            "date" => $"date {time}",
            _ => $"greatest(timestamp {time}, timestamp {time} AT TIME ZONE 'UTC' AT TIME ZONE current_setting('TimeZone'))",
        };
        return Count(table, column.Name, $"{Identifier(column.Name)} > {from} AND isfinite({Identifier(column.Name)})");
    }

    /// <summary>How many rows have a key beyond a number.</summary>
    public static string Beyond(TableActivity table, SequencedKey key, long number) =>
        Count(table, key.Column, $"{Identifier(key.Column)} > {number.ToString(CultureInfo.InvariantCulture)}");

    private static string Count(TableActivity table, string column, string where) =>
        $"SELECT json_build_object('table', {Literal(table.FullName)}, 'column', {Literal(column)}, 'rows', (SELECT count(*) FROM ONLY {Identifier(table.Schema)}.{Identifier(table.Name)} WHERE {where}));";
}
