namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>What is asked of the server while a copy is loaded.</summary>
internal static class LoadSql
{
    /// <summary>
    /// How many rows this session has put into the table of a COPY statement lately, a number that only grows within a transaction;
    /// nothing where they go elsewhere (a partitioned or foreign table).
    /// </summary>
    public static string TakenIn(DumpStatementText copy) =>
        $"SELECT pg_catalog.pg_stat_get_xact_tuples_inserted(oid) FROM pg_catalog.pg_class WHERE relkind = 'r' AND pg_catalog.current_setting('track_counts')::bool AND oid = {Literal(Table(copy.Sql))}::pg_catalog.regclass";

    /// <summary>
    /// Lets a session wait for the others as long as it takes, whatever the role or the server says; older servers know fewer of these
    /// settings. For autovacuum it does not wait a whole second, where the role may say so.
    /// </summary>
    public const string Patience =
        """
        SELECT pg_catalog.set_config(name, CASE name WHEN 'deadlock_timeout' THEN '50ms' ELSE '0' END, false) FROM pg_catalog.pg_settings
        WHERE name IN ('idle_session_timeout', 'transaction_timeout') AND setting <> '0'
          OR name = 'deadlock_timeout' AND pg_catalog.current_setting('is_superuser') = 'on'
        """;

    /// <summary>How many sessions may be opened: half of those that the server and the role still allow, so that users find some.</summary>
    public const string Room =
        """
        SELECT (LEAST(
            pg_catalog.current_setting('max_connections')::int - pg_catalog.current_setting('superuser_reserved_connections')::int
              - (SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE datid IS NOT NULL),
            CASE WHEN r.rolconnlimit >= 0 THEN 2 * (r.rolconnlimit - (SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE usename = r.rolname)) END) / 2)::int
        FROM pg_catalog.pg_roles r WHERE r.rolname = session_user
        """;

    /// <summary>
    /// What measures each table for the planner: the table, the statement, and whether it can be measured as soon as nothing more is
    /// done to it. A parent is measured with its children, and a name of other letters is not known here as the dump writes it.
    /// </summary>
    public const string Analyze =
        """
        SELECT n.nspname || '.' || c.relname,
               pg_catalog.format('ANALYZE %I.%I', n.nspname, c.relname),
               c.relkind <> 'p' AND NOT c.relhassubclass AND pg_catalog.octet_length(n.nspname || c.relname) = pg_catalog.length(n.nspname || c.relname)
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'm', 'p') AND c.relispopulated AND NOT c.relispartition AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
        ORDER BY c.oid
        """;

    /// <summary>The columns of large tables that are compared by a collation: the table, as the dump writes it, and the column.</summary>
    public const string Texts =
        """
        SELECT n.nspname || '.' || c.relname, a.attname
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
        WHERE c.relkind = 'r' AND a.attnum > 0 AND a.attcollation <> 0 AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
          AND pg_catalog.pg_relation_size(c.oid) > 8388608
        """;

    /// <summary>The table of a COPY statement, as it is written.</summary>
    public static string Table(string copy)
    {
        var from = copy.IndexOf(' ', StringComparison.Ordinal) + 1;
        var quoted = false;
        for (var at = from; at < copy.Length; at++)
        {
            if (copy[at] == '"')
                quoted = !quoted;
            else if (!quoted && copy[at] is ' ' or '(' or '\n' or '\r' or '\t' && at > from)
                return copy[from..at];
        }

        return copy[from..];
    }

    private static string Literal(string text) => $"E'{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
