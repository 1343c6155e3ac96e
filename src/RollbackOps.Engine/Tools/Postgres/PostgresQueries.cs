using System.Globalization;
using static RollbackOps.Engine.Tools.Postgres.SqlQuote;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>The queries. All read only.</summary>
public static class PostgresQueries
{
    private const string UserTables =
        """
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
          AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        """;

    /// <summary>All databases with their sessions; autovacuum is not counted, the server ends it by itself.</summary>
    public const string State =
        """
        SELECT json_build_object('systemId', (SELECT system_identifier::text FROM pg_control_system()),
          'databases', (SELECT json_agg(json_build_object('oid', d.oid::bigint, 'name', d.datname, 'allows', d.datallowconn, 'version', d.xmin::text,
            'sessions', (SELECT count(*) FROM pg_stat_activity a WHERE a.datid = d.oid AND a.pid <> pg_backend_pid()
                           AND a.backend_type IS DISTINCT FROM 'autovacuum worker')) ORDER BY d.oid) FROM pg_database d));
        """;

    /// <summary>What planning has to know, but for what stands in the live database itself.</summary>
    public static string Facts(string live) =>
        $$"""
        WITH live AS (SELECT * FROM pg_database WHERE datname = {{Literal(live)}}),
             me AS (SELECT * FROM pg_roles WHERE rolname = current_user)
        SELECT json_build_object(
          'version', current_setting('server_version_num')::int,
          'systemId', (SELECT system_identifier::text FROM pg_control_system()),
          'inRecovery', pg_is_in_recovery(),
          'user', current_user,
          'superuser', (SELECT rolsuper FROM me),
          'createsDatabases', (SELECT rolcreatedb OR rolsuper FROM me),
          'signals', (SELECT rolsuper FROM me) OR pg_has_role('pg_signal_backend', 'MEMBER'),
          'owns', coalesce((SELECT pg_has_role(datdba, 'MEMBER') FROM live), false),
          'oid', (SELECT oid::bigint FROM live),
          'allows', coalesce((SELECT datallowconn FROM live), false),
          'owner', (SELECT pg_get_userbyid(datdba) FROM live),
          'size', coalesce((SELECT CASE WHEN pg_has_role('pg_read_all_stats', 'MEMBER') OR has_database_privilege(oid, 'CONNECT') THEN pg_database_size(oid) END FROM live), 0),
          'folder', CASE WHEN pg_has_role('pg_read_all_settings', 'MEMBER') THEN coalesce(nullif((SELECT pg_tablespace_location(dattablespace) FROM live), ''), current_setting('data_directory', true)) END,
          'started', extract(epoch FROM pg_postmaster_start_time())::bigint,
          'prepared', coalesce((SELECT json_agg(gid) FROM pg_prepared_xacts WHERE database = {{Literal(live)}}), '[]'),
          'slots', coalesce((SELECT json_agg(slot_name) FROM pg_replication_slots WHERE database = {{Literal(live)}}), '[]'),
          'subscriptions', coalesce((SELECT json_agg(subname) FROM pg_subscription s JOIN live ON s.subdbid = live.oid), '[]'),
          'rolesWithSettings', coalesce((SELECT json_agg(pg_get_userbyid(setrole)) FROM pg_db_role_setting s JOIN live ON s.setdatabase = live.oid WHERE setrole <> 0 AND pg_get_userbyid(setrole) <> current_user), '[]'),
          'others', coalesce((SELECT json_agg(datname) FROM pg_database WHERE datallowconn AND NOT datistemplate AND datname <> {{Literal(live)}}), '[]'));
        """;

    /// <summary>The number of other sessions that carry a run's mark.</summary>
    public static string Marked(string application) =>
        $"SELECT count(*) FROM pg_stat_activity WHERE application_name = {Literal(application)} AND pid <> pg_backend_pid();";

    /// <summary>The number of sessions in one database that carry a run's mark.</summary>
    public static string MarkedIn(long oid, string application) =>
        $"SELECT count(*) FROM pg_stat_activity WHERE datid = {oid.ToString(CultureInfo.InvariantCulture)} AND application_name = {Literal(application)};";

    /// <summary>The sequences that this user may not read or set.</summary>
    public const string SequencesOfOthers =
        "SELECT coalesce(json_agg(schemaname || '.' || sequencename), '[]') FROM pg_sequences WHERE NOT has_sequence_privilege(format('%I.%I', schemaname, sequencename), 'SELECT') OR NOT has_sequence_privilege(format('%I.%I', schemaname, sequencename), 'UPDATE');";

    /// <summary>The transactions prepared in a database.</summary>
    public static string Prepared(string live) =>
        $"SELECT coalesce(json_agg(gid), '[]') FROM pg_prepared_xacts WHERE database = {Literal(live)};";

    /// <summary>The names of a database's extensions.</summary>
    public const string Extensions = "SELECT coalesce(json_agg(extname), '[]') FROM pg_extension;";

    /// <summary>Whether a database's foreign servers lead to a database of this name.</summary>
    public static string ForeignServers(string live) =>
        $"SELECT coalesce(json_agg(srvname), '[]') FROM pg_foreign_server WHERE {Literal("dbname=" + live)} = ANY (srvoptions);";

    /// <summary>The user tables with their estimated rows, as an object by <c>schema.table</c>.</summary>
    public const string Estimates =
        $"SELECT coalesce(json_object_agg(n.nspname || '.' || c.relname, greatest(coalesce(pg_stat_get_live_tuples(c.oid), 0), 0)), '{{}}') {UserTables};";

    /// <summary>The user tables: schema and name.</summary>
    public const string Tables = $"SELECT n.nspname, c.relname {UserTables} ORDER BY 1, 2;";

    /// <summary>The tables, partitioned tables and views that a name without or with its schema means.</summary>
    public static string Meant(string table) =>
        $"""
        SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f') AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
          AND (n.nspname || '.' || c.relname = {Literal(table)} OR c.relname = {Literal(table)})
        ORDER BY (n.nspname || '.' || c.relname = {Literal(table)}) DESC, (n.nspname = 'public') DESC, 1;
        """;

    /// <summary>The exact number of rows of tables, as rows of name and number.</summary>
    public static string Counts(IEnumerable<(string Schema, string Table)> tables) =>
        string.Join("\nUNION ALL ", tables.Select(table => $"SELECT {Literal($"{table.Schema}.{table.Table}")}, count(*) FROM ONLY {Identifier(table.Schema)}.{Identifier(table.Table)}")) + ";\n";

    /// <summary>The exact number of rows of one table, its partitions included.</summary>
    public static string Count(string schema, string table) => $"SELECT count(*) FROM {Identifier(schema)}.{Identifier(table)};";

    /// <summary>How a database was made, and what was set on it since.</summary>
    public static string Properties(long oid) =>
        $$"""
        SELECT json_build_object(
          'owner', pg_get_userbyid(d.datdba),
          'encoding', pg_encoding_to_char(d.encoding),
          'collate', d.datcollate,
          'ctype', d.datctype,
          'provider', to_jsonb(d) ->> 'datlocprovider',
          'locale', coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'),
          'icuRules', to_jsonb(d) ->> 'daticurules',
          'tablespace', (SELECT spcname FROM pg_tablespace WHERE oid = d.dattablespace),
          'connectionLimit', d.datconnlimit,
          'template', d.datistemplate,
          'comment', shobj_description(d.oid, 'pg_database'),
          'settings', coalesce((SELECT json_agg(json_build_object('role', CASE WHEN s.setrole <> 0 THEN pg_get_userbyid(s.setrole) END, 'assignment', a) ORDER BY s.setrole, a)
             FROM pg_db_role_setting s, unnest(s.setconfig) a WHERE s.setdatabase = d.oid), '[]'),
          'rights', coalesce((SELECT json_agg(json_build_object('role', CASE WHEN x.grantee <> 0 THEN pg_get_userbyid(x.grantee) END, 'right', x.privilege_type, 'grantable', x.is_grantable) ORDER BY x.grantee, x.privilege_type)
             FROM aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) x), '[]'))
        FROM pg_database d WHERE d.oid = {{oid.ToString(CultureInfo.InvariantCulture)}};
        """;

    /// <summary>The size of a database in bytes; <c>null</c> where this user may not know.</summary>
    public static string Size(long oid) =>
        $"""
        SELECT coalesce((SELECT pg_database_size(oid) FROM pg_database WHERE oid = {oid.ToString(CultureInfo.InvariantCulture)}
          AND (pg_has_role('pg_read_all_stats', 'MEMBER') OR has_database_privilege(oid, 'CONNECT')))::text, 'null');
        """;

    /// <summary>How many rows of each table were ever changed or removed, by <c>schema.table</c>, as the server's counters tell.</summary>
    public const string Touched = "SELECT coalesce(json_object_agg(schemaname || '.' || relname, n_tup_upd + n_tup_del), '{}') FROM pg_stat_user_tables;";

    /// <summary>The last value of each sequence that was ever used, as an object by <c>schema.sequence</c>.</summary>
    public const string Sequences = "SELECT coalesce(json_object_agg(schemaname || '.' || sequencename, last_value), '{}') FROM pg_sequences WHERE last_value IS NOT NULL;";

    /// <summary>The sessions of a database, without what they run.</summary>
    public static string Sessions(string database) =>
        $"SELECT pid, usename, application_name, client_addr, state, backend_start, xact_start FROM pg_stat_activity WHERE datname = {Literal(database)} ORDER BY pid;";

    /// <summary>The databases of the server.</summary>
    public const string Databases =
        "SELECT oid, datname, pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate, datallowconn, datconnlimit, datacl FROM pg_database ORDER BY datname;";
}
