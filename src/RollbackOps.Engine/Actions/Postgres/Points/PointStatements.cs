using System.Globalization;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Postgres;
using static RollbackOps.Engine.Tools.Postgres.SqlQuote;

namespace RollbackOps.Engine.Actions.Postgres.Points;

/// <summary>The queries and statements about points. Pure.</summary>
public static class PointStatements
{
    private const long Large = 256 * 1024 * 1024;

    /// <summary>The points of a database, newest first.</summary>
    public static string List(string live) =>
        $$"""
        SELECT coalesce(json_agg(json_build_object('name', datname, 'oid', oid::bigint, 'version', xmin::text, 'bytes', bytes, 'facts', facts) ORDER BY facts ->> 'madeAt' DESC), '[]')
        FROM (SELECT oid, datname, xmin, CASE WHEN pg_has_role('pg_read_all_stats', 'MEMBER') OR has_database_privilege(oid, 'CONNECT') THEN pg_database_size(oid) END AS bytes,
                shobj_description(oid, 'pg_database')::json AS facts
              FROM pg_database WHERE datname <> {{Literal(live)}} AND shobj_description(oid, 'pg_database') LIKE '{"rollbackops":"point",%') p
        WHERE facts ->> 'of' = {{Literal(live)}};
        """;

    /// <summary>
    /// Shuts the live database, ends its sessions, copies it and opens it again, in one psql: once begun, it is opened again even
    /// where whoever asked has died meanwhile.
    /// </summary>
    /// <param name="live">The live database.</param>
    /// <param name="point">The copy's name.</param>
    /// <param name="facts">The server.</param>
    /// <param name="patience">How long to wait for sessions to end.</param>
    public static string Pause(string live, string point, ServerFacts facts, TimeSpan patience)
    {
        // Copying files beats writing all of a large database through the log.
        var strategy = facts.Version >= 150000 && facts.Size > Large ? " STRATEGY file_copy" : "";
        var end =
            $"""
            DECLARE until timestamptz := clock_timestamp() + make_interval(secs => {patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)});
            BEGIN
              LOOP
                PERFORM pg_stat_clear_snapshot();
                PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {Literal(live)} AND backend_type <> 'autovacuum worker';
                EXIT WHEN NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = {Literal(live)} AND backend_type <> 'autovacuum worker');
                IF clock_timestamp() > until THEN
                  RAISE EXCEPTION 'the sessions in it did not end';
                END IF;
                PERFORM pg_sleep(0.02);
              END LOOP;
            END
            """;
        return $"""
            \set ON_ERROR_STOP off
            \set why ''
            SELECT clock_timestamp() AS began \gset
            {PostgresStatements.Allow(live, false).Trim()}
            DO {Literal(end)};
            \if :ERROR
            \set why :LAST_ERROR_MESSAGE
            \else
            SELECT clock_timestamp() AS at \gset
            CREATE DATABASE {Identifier(point)} TEMPLATE {Identifier(live)} OWNER {Identifier(facts.Owner!)}{strategy};
            \if :ERROR
            \set why :LAST_ERROR_MESSAGE
            \endif
            \endif
            {PostgresStatements.Allow(live, true).Trim()}
            SELECT json_build_object('paused', extract(epoch FROM clock_timestamp() - :'began'::timestamptz), 'at', :'began'::timestamptz, 'why', :'why');

            """;
    }

    /// <summary>Writes down what is known of a point.</summary>
    public static string Comment(string point, PointFacts facts) =>
        $"COMMENT ON DATABASE {Identifier(point)} IS {Literal(System.Text.Json.JsonSerializer.Serialize(facts, EngineJson.Options))};\n";

    /// <summary>Gives a point that was taken its name and comment again, in one transaction and only where it is this very database.</summary>
    public static string GiveBack(TemplatePoint point, string taken) => $"BEGIN;\n{PostgresStatements.Renamed(point.Oid, taken, point.Name)}{Comment(point.Name, point.Facts)}COMMIT;\n";
}
