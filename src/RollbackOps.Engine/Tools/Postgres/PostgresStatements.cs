using System.Globalization;
using static RollbackOps.Engine.Tools.Postgres.SqlQuote;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>The statements that change something.</summary>
public static class PostgresStatements
{
    /// <summary>
    /// Makes an empty database like another, from <c>template0</c> as pg_dump expects. Until the rights are copied, only its owner
    /// and superusers get in.
    /// </summary>
    public static string Create(string name, DatabaseProperties like) =>
        $"""
        CREATE DATABASE {Identifier(name)} TEMPLATE template0 OWNER {Identifier(like.Owner)} ENCODING {Literal(like.Encoding)}
          LC_COLLATE {Literal(like.Collate)} LC_CTYPE {Literal(like.Ctype)}{Provider(like)}{Tablespace(like)};
        REVOKE CONNECT, TEMPORARY ON DATABASE {Identifier(name)} FROM PUBLIC;

        """;

    // What was set on another database.
    private static List<string> Properties(string name, DatabaseProperties like)
    {
        var database = Identifier(name);
        var lines = new List<string>();
        lines.AddRange(like.Settings.Select(setting => Setting(database, setting)));
        lines.Add($"REVOKE ALL ON DATABASE {database} FROM {Identifier(like.Owner)};");
        lines.AddRange(like.Rights.Select(right =>
            $"GRANT {right.Right} ON DATABASE {database} TO {(right.Role is { } role ? Identifier(role) : "PUBLIC")}{(right.Grantable ? " WITH GRANT OPTION" : "")};"));
        lines.Add($"ALTER DATABASE {database} CONNECTION LIMIT {like.ConnectionLimit.ToString(CultureInfo.InvariantCulture)};");
        if (like.Template)
            lines.Add($"ALTER DATABASE {database} IS_TEMPLATE true;");
        if (like.Comment is { } comment)
            lines.Add($"COMMENT ON DATABASE {database} IS {Literal(comment)};");
        return lines;
    }

    /// <summary>Sets the settings of another database on one.</summary>
    public static string Settings(string name, DatabaseProperties like) =>
        string.Concat(like.Settings.Where(setting => setting.Role is null).Select(setting => Setting(Identifier(name), setting) + "\n"));

    /// <summary>Sets on a finished copy what was set on another database, names it and shuts it, at once: nobody gets in between.</summary>
    public static string Finish(string partial, string finished, DatabaseProperties like) => string.Join(
        '\n', ["BEGIN;", .. Properties(partial, like), $"ALTER DATABASE {Identifier(partial)} RENAME TO {Identifier(finished)};", Allow(finished, false) + "COMMIT;\n"]);

    /// <summary>The same for a database that was made otherwise: what was set and said of it goes first.</summary>
    public static string Adopt(string name, string finished, DatabaseProperties like) => string.Join(
        '\n',
        [
            "BEGIN;",
            $"ALTER DATABASE {Identifier(name)} RESET ALL;",
            $"REVOKE ALL ON DATABASE {Identifier(name)} FROM PUBLIC;",
            $"COMMENT ON DATABASE {Identifier(name)} IS NULL;",
            $"ALTER DATABASE {Identifier(name)} OWNER TO {Identifier(like.Owner)};",
            .. Properties(name, like),
            $"ALTER DATABASE {Identifier(name)} RENAME TO {Identifier(finished)};",
            Allow(finished, false) + "COMMIT;\n",
        ]);

    /// <summary>Allows or forbids connections, for superusers too.</summary>
    public static string Allow(string name, bool allow) => $"ALTER DATABASE {Identifier(name)} ALLOW_CONNECTIONS {(allow ? "true" : "false")};\n";

    /// <summary>Ends the sessions in a database.</summary>
    public static string EndSessions(long oid) =>
        $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datid = {Number(oid)} AND pid <> pg_backend_pid();\n";

    /// <summary>Ends the sessions that carry a run's mark.</summary>
    public static string EndMarked(string application) =>
        $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = {Literal(application)} AND pid <> pg_backend_pid();\n";

    /// <summary>Waits until nobody gets into this session's database any more, ends all others in it, and reads its sequences.</summary>
    public static string ReadSequencesAlone(TimeSpan patience)
    {
        var wait =
            $"""
            DECLARE until timestamptz := clock_timestamp() + make_interval(secs => {patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)});
            BEGIN
              LOOP
                PERFORM pg_stat_clear_snapshot();
                IF NOT (SELECT datallowconn FROM pg_database WHERE datname = current_database()) THEN
                  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type <> 'autovacuum worker';
                  EXIT WHEN NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type <> 'autovacuum worker');
                END IF;
                IF clock_timestamp() > until THEN
                  RAISE EXCEPTION 'the sessions in database % did not end', current_database();
                END IF;
                PERFORM pg_sleep(0.02);
              END LOOP;
            END
            """;
        return $"DO {Literal(wait)};\n{PostgresQueries.Sequences}\n";
    }

    /// <summary>Sets the sequences of this session's database ahead to numbers that were given out elsewhere; none goes back.</summary>
    /// <param name="numbers">The last number by <c>schema.sequence</c>.</param>
    public static string SetAhead(IReadOnlyDictionary<string, long> numbers) =>
        $"""
        SELECT count(setval(format('%I.%I', s.schemaname, s.sequencename)::regclass, l.value::bigint))
        FROM pg_sequences s JOIN json_each_text({Literal(System.Text.Json.JsonSerializer.Serialize(numbers, EngineJson.Options))}) l ON l.key = s.schemaname || '.' || s.sequencename
        WHERE l.value::bigint BETWEEN s.min_value AND s.max_value
          AND (s.last_value IS NULL OR CASE WHEN s.increment_by > 0 THEN s.last_value < l.value::bigint ELSE s.last_value > l.value::bigint END);

        """;

    /// <summary>Drops a database with its sessions; a template is made an ordinary one first.</summary>
    public static string Drop(string name) =>
        $"ALTER DATABASE {Identifier(name)} IS_TEMPLATE false;\nDROP DATABASE {Identifier(name)} WITH (FORCE);\n";

    /// <summary>
    /// Gives a database the name under which it is dropped, in one transaction and only where the name still means this very
    /// database and it is no template. It fails while someone is in it.
    /// </summary>
    public static string PutAside(long oid, string name, string to) => $"BEGIN;\n{Renamed(oid, name, to)}COMMIT;\n";

    /// <summary>The same within a transaction.</summary>
    public static string Renamed(long oid, string name, string to)
    {
        var check =
            $"""
            BEGIN
              IF NOT EXISTS (SELECT 1 FROM pg_database WHERE oid = {Number(oid)} AND datname = {Literal(to)} AND NOT datistemplate) THEN
                RAISE EXCEPTION 'the name belongs to another database by now, or it is a template';
              END IF;
            END
            """;
        return $"ALTER DATABASE {Identifier(name)} RENAME TO {Identifier(to)};\nDO {Literal(check)};\n";
    }

    /// <summary>Drops a database that nobody is in.</summary>
    public static string DropEmpty(string name) => $"DROP DATABASE {Identifier(name)};\n";

    /// <summary>Both renames in one transaction, and only where the names still mean these databases.</summary>
    /// <param name="away">The oid, name and new name of the database that goes away.</param>
    /// <param name="comes">The oid and name of the database that gets its name.</param>
    public static string Exchange((long Oid, string Name, string To) away, (long Oid, string Name) comes)
    {
        var check =
            $"""
            BEGIN
              IF NOT EXISTS (SELECT 1 FROM pg_database WHERE oid = {Number(away.Oid)} AND datname = {Literal(away.Name)})
                 OR NOT EXISTS (SELECT 1 FROM pg_database WHERE oid = {Number(comes.Oid)} AND datname = {Literal(comes.Name)}) THEN
                RAISE EXCEPTION 'the names belong to other databases by now';
              END IF;
            END
            """;
        return $"""
            BEGIN;
            DO {Literal(check)};
            ALTER DATABASE {Identifier(away.Name)} RENAME TO {Identifier(away.To)};
            ALTER DATABASE {Identifier(comes.Name)} RENAME TO {Identifier(away.Name)};
            COMMIT;

            """;
    }

    private static string Setting(string database, DatabaseSetting setting)
    {
        var parts = setting.Assignment.Split('=', 2);
        var name = string.Join('.', parts[0].Split('.').Select(Identifier));
        var target = setting.Role is { } role ? $"ALTER ROLE {Identifier(role)} IN DATABASE {database}" : $"ALTER DATABASE {database}";
        return $"{target} SET {name} TO {SqlQuote.Setting(parts[0], parts[1])};";
    }

    // Naming the default one would ask for a right that owners of databases don't have.
    private static string Tablespace(DatabaseProperties like) => like.Tablespace == "pg_default" ? "" : $" TABLESPACE {Identifier(like.Tablespace)}";

    private static string Provider(DatabaseProperties like) => like.Provider switch
    {
        "i" => $" LOCALE_PROVIDER icu ICU_LOCALE {Literal(like.Locale ?? "")}{(like.IcuRules is { } rules ? $" ICU_RULES {Literal(rules)}" : "")}",
        "b" => $" LOCALE_PROVIDER builtin BUILTIN_LOCALE {Literal(like.Locale ?? "")}",
        "c" => " LOCALE_PROVIDER libc",
        _ => "",
    };

    private static string Number(long oid) => oid.ToString(CultureInfo.InvariantCulture);
}
