using System.Text;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Tests.Postgres;

public sealed class DumpScannerTests
{
    private const string Head = "--\n-- PostgreSQL database dump\n--\n\n";
    private const string Tail = "--\n-- PostgreSQL database dump complete\n--\n\n";

    [Theory]
    [InlineData("SET standard_conforming_strings = on;\nSELECT pg_catalog.set_config('search_path', '', false);\nSELECT pg_catalog.setval('public.s', 3, true);\n")]
    [InlineData("\\restrict k3y\nSET transaction_timeout = 0;\n\\unrestrict k3y\n")]
    [InlineData("CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $_$\nCOPY x FROM stdin;\n\\.\n\\connect y\nDROP DATABASE x;\n-- Name: z\n$$ $_ $_$;\n")]
    [InlineData("COMMENT ON TABLE public.t IS 'it''s\n\\connect y\nDROP DATABASE x;\n-- PostgreSQL database cluster dump\n';\n")]
    [InlineData("COMMENT ON TABLE public.t IS E'a\\'; DROP DATABASE x; --';\n")]
    [InlineData("/* outer /* DROP DATABASE x; */ \\connect y */ SET a = 1; -- \\connect z\n")]
    [InlineData("CREATE FUNCTION public.f() RETURNS int\n    LANGUAGE sql\n    BEGIN ATOMIC\n SELECT CASE WHEN true THEN 1 ELSE 2 END AS \"case\";\n SELECT 2;\nEND;\nSET a = 1;\n")]
    [InlineData("CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC INSERT INTO t VALUES (1); END;\n")]
    [InlineData("CREATE RULE r AS ON INSERT TO public.t DO ALSO ( INSERT INTO a VALUES (1); DELETE FROM b; );\n")]
    [InlineData("CREATE TABLE public.\"odd;\\\"\"name\" (a int DEFAULT '1'::text::int, b int[]);\nALTER TABLE public.t ADD CHECK (a ~ '\\d;');\nINSERT INTO t VALUES (1);\n")]
    [InlineData("CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN ($1 + 1.5e3);\nALTER TABLE t ADD CHECK (a ~~ E'x\\\\''y' OR b / 2 > -1 -- why\r\n);\nSET client_encoding = 'UTF8';\nRESET x;\n")]
    [InlineData("CREATE USER MAPPING FOR bob SERVER s;\nCREATE OPERATOR public.-| (LEFTARG = int);\n")]
    [InlineData("BEGIN;\nSELECT pg_catalog.lo_create('16');\nSELECT pg_catalog.lo_open('16', 131072);\nSELECT pg_catalog.lowrite(0, '\\x00');\nSELECT pg_catalog.lo_close(0);\nCOMMIT;\n")]
    [InlineData("GRANT SELECT ON TABLE public.t TO bob;\nREVOKE ALL ON SCHEMA public FROM PUBLIC;\nREFRESH MATERIALIZED VIEW public.v;\nSET SESSION AUTHORIZATION 'bob';\n")]
    [InlineData("ALTER TABLE t DISABLE TRIGGER ALL;\nCOPY t (a) FROM stdin;\n\\\\.\n\\.x\n\\N\n\\.\r\nALTER TABLE t ENABLE TRIGGER ALL;\n")]
    [InlineData("CREATE TABLE program.program (program integer);\nCOPY program.program (program) FROM stdin;\n1\n\\.\nALTER TABLE program.stdin ADD CHECK (role > 0);\nCOPY program (a) FROM stdin;\n\\.\n")]
    public void What_pg_dump_writes_is_allowed_however_it_is_cut(string body)
    {
        foreach (var chunk in new[] { 1, 7, 4096 })
            Assert.True(Scan(Head + body + Tail, chunk).Summary.Statements > 0);
    }

    [Theory]
    [Trait("Safety", "7")]
    [InlineData("DROP DATABASE shop;", "DROP DATABASE")]
    [InlineData("drop /* x */ database shop;", "DROP DATABASE")]
    [InlineData("CREATE DATABASE shop WITH TEMPLATE = template0;", "CREATE DATABASE")]
    [InlineData("ALTER DATABASE shop OWNER TO bob;", "ALTER DATABASE")]
    [InlineData("CREATE ROLE bob;", "CREATE ROLE")]
    [InlineData("ALTER USER bob PASSWORD 'x';", "ALTER USER")]
    [InlineData("DROP TABLESPACE t;", "DROP TABLESPACE")]
    [InlineData("ALTER SYSTEM SET fsync = off;", "ALTER SYSTEM")]
    [InlineData("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p;", "CREATE SUBSCRIPTION")]
    [InlineData("COMMENT ON DATABASE shop IS 'x';", "COMMENT ON DATABASE")]
    [InlineData("GRANT CONNECT ON DATABASE shop TO bob;", "GRANT ON DATABASE")]
    [InlineData("GRANT admin TO bob;", "GRANT of a role")]
    [InlineData("COPY t FROM PROGRAM 'rm -rf /';", "COPY with a program")]
    [InlineData("COPY t TO PROGRAM 'curl x';", "COPY with a program")]
    [InlineData("COPY program FROM PROGRAM 'rm -rf /';", "COPY with a program")]
    [InlineData("COPY (SELECT 1) TO PROGRAM 'curl x';", "COPY with a program")]
    [InlineData("COPY t (a) FROM '/etc/passwd' WITH (FORMAT csv);", "COPY from a file")]
    [InlineData("COPY t FROM '/etc/passwd';", "COPY from a file")]
    [InlineData("COPY t TO '/tmp/x';", "COPY to a file")]
    [InlineData("\\connect shop", "\\connect")]
    [InlineData("\\connect -reuse-previous=on \"dbname='shop'\"", "\\connect")]
    [InlineData("\\! rm -rf /", "\\!")]
    [InlineData("\\i other.sql", "\\i")]
    [InlineData("\\encoding SJIS", "\\encoding")]
    [InlineData("SET a = 1 \\! rm", "a backslash outside quotes")]
    [InlineData("SET a = E'x\\\\' \\! rm", "a backslash outside quotes")]
    [InlineData("SET a = E'x' || E'\\' ; '; DROP DATABASE x; --';", "DROP DATABASE")]
    [InlineData("DO $$ BEGIN END $$;", "DO")]
    [InlineData("SELECT pg_terminate_backend(1);", "SELECT pg_terminate_backend")]
    [InlineData("SELECT set_config('a', 'b', true), pg_reload_conf();", "SELECT set_config")]
    [InlineData("SET standard_conforming_strings = off;", "standard_conforming_strings")]
    [InlineData("SET client_encoding = 'SJIS';", "client_encoding = 'SJIS'")]
    [InlineData("COPY t FROM stdin; DROP DATABASE x;", "behind a COPY")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $a$ $b$ $a$; DROP DATABASE x;", "DROP DATABASE")]
    public void What_reaches_beyond_the_database_is_refused_with_its_line(string statement, string what)
    {
        foreach (var chunk in new[] { 1, 5, 4096 })
        {
            var error = Assert.Throws<RollbackException>(() => Scan($"{Head}SET x = 1;\n{statement}\n{Tail}", chunk));
            Assert.Equal(RollbackErrorId.BackupUnusable, error.Id);
            Assert.Contains("/b/shop.sql holds", error.Message, StringComparison.Ordinal);
            Assert.Contains(what, error.Message, StringComparison.Ordinal);
            Assert.Contains("line 6", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("DROP DATABASE shop;", "zcat -f /b/shop.sql | sed")]
    [InlineData("\\connect shop", "zcat -f /b/shop.sql | sed")]
    [InlineData("DROP ROLE bob;", "a copy of it without that line")]
    public void What_pg_dump_C_writes_is_refused_with_the_command_that_takes_all_of_it_away(string statement, string next) =>
        Assert.Contains(next, Assert.Throws<RollbackException>(() => Scan($"{Head}{statement}\n{Tail}", 4096)).Next, StringComparison.Ordinal);

    [Theory]
    [Trait("Safety", "7")]
    [InlineData("-- note\r\\! touch x\n", "\\!")]
    [InlineData("(\n\\restrict k\nCOPY t FROM stdin;\n\\! touch x\n\\.\n);\n", "a backslash outside quotes")]
    [InlineData("CREATE \"x\" FUNCTION BEGIN;\nCOPY t FROM stdin;\n\\! touch x\n\\.\n", "BEGIN without ATOMIC")]
    [InlineData("CREATE FUNCTION begin() RETURNS int LANGUAGE sql AS 'select 1'; ALTER ROLE bob SUPERUSER; END;\n", "BEGIN without ATOMIC")]
    [InlineData("CREATE FUNCTION begin.atomic() RETURNS int LANGUAGE sql AS 'select 1'; ALTER ROLE bob SUPERUSER; END;\n", "BEGIN without ATOMIC")]
    [InlineData("SET a = E'x' '\\' \\! touch x\n';\n", "read differently")]
    [InlineData("SET a = E'x' -- more\n'\\' ; \\! rm '; DROP DATABASE x; --';\n", "read differently")]
    [InlineData("CREATE VIEW v AS SELECT 1e'\\' \\! touch x\n';\n", "read differently")]
    [InlineData("CREATE VIEW v AS SELECT 1.e'\\' \\! touch x\n';\n", "read differently")]
    [InlineData("CREATE VIEW v AS SELECT $e'\\'' \\! touch x\n';\n", "read differently")]
    [InlineData("SET U&\"client\\005fencoding\" = 'SJIS';\n", "read differently")]
    [InlineData("SET \"standard_conforming_strings\" = off;\n", "standard_conforming_strings")]
    [InlineData("SET standard_conforming_strings = $$off$$;\n", "standard_conforming_strings")]
    [InlineData("RESET standard_conforming_strings;\n", "RESET standard_conforming_strings")]
    [InlineData("RESET ALL;\n", "RESET ALL")]
    [InlineData("SELECT pg_catalog.set_config('standard_conforming_strings', 'off', false);\n", "set_config of another setting")]
    [InlineData("SELECT pg_catalog.set_config(lower('search_path'), '', false);\n", "set_config of another setting")]
    [InlineData("SET NAMES 'SJIS';\n", "NAMES = 'SJIS'")]
    [InlineData("SET client_encoding = 'shift-jis';\n", "client_encoding = 'shift-jis'")]
    [InlineData("SET client_encoding TO $$SJIS$$;\n", "client_encoding")]
    [InlineData("COMMIT AND CHAIN;\n", "COMMIT AND")]
    [InlineData("COMMIT PREPARED 'x';\n", "COMMIT PREPARED")]
    [InlineData("();\n", "a statement without words")]
    public void What_psql_might_read_as_something_else_is_refused(string text, string what)
    {
        foreach (var chunk in new[] { 1, 5, 4096 })
        {
            var error = Assert.Throws<RollbackException>(() => Scan($"{Head}SET x = 1;\n{text}{Tail}", chunk));
            Assert.Contains("/b/shop.sql holds", error.Message, StringComparison.Ordinal);
            Assert.Contains(what, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_zero_byte_is_damage_because_psql_leaves_out_what_follows_it()
    {
        var error = Assert.Throws<RollbackException>(() => Scan(Head + "COPY t FROM stdin;\na\nb\0\n\\.\n" + Tail, 4096));

        Assert.Contains("zero byte", error.Message, StringComparison.Ordinal);
        Assert.Contains("line 7", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("CREATE TABLE t (a int);\n", "does not begin with pg_dump's line")]
    [InlineData(Head + "SET a = 1;\n", "ends without pg_dump's last line")]
    [InlineData(Head + "SET a = 'x", "ends within a statement")]
    [InlineData(Head + "CREATE TABLE t (a int", "ends within a statement")]
    [InlineData(Head + "COPY public.t (a) FROM stdin;\n1\n2", "ends within the data of table public.t")]
    [InlineData(Head + "BEGIN;\nCOPY t FROM stdin;\n1\n\\.\n" + Tail, "ends within a transaction")]
    [InlineData(Head + "$$", "ends within a statement")]
    [InlineData(Head + "()", "ends within a statement")]
    [InlineData(Head + Tail + "SET a = 1;\n", "goes on behind")]
    [InlineData(Head + "CREATE TABLE t (a int);\n" + Tail, "schema-only")]
    [InlineData("--\n-- PostgreSQL database cluster dump\n--\n", "pg_dumpall")]
    public void What_is_no_whole_dump_is_refused(string text, string why)
    {
        var error = Assert.Throws<RollbackException>(() => Scan(text, 3));

        Assert.Equal(RollbackErrorId.BackupUnusable, error.Id);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_counted_by_table_and_commands_of_psql_are_blanked_out()
    {
        var text = Head + "\\restrict key\nCOPY public.\"Users\" (id) FROM stdin;\n1\n\\\\.\n\\.\nCOPY Public.empty FROM stdin;\n\\.\nCOPY public.\"a\"\"b\" FROM stdin;\nx\n\\.\n\\unrestrict key\n" + Tail;
        foreach (var chunk in new[] { 1, 4, 4096 })
        {
            var (summary, passed) = Scan(text, chunk);

            Assert.Equal(new Dictionary<string, long> { ["public.Users"] = 2, ["public.empty"] = 0, ["public.a\"b"] = 1 }, summary.Rows);
            Assert.Equal(text.Replace("\\restrict key", new string(' ', 13), StringComparison.Ordinal).Replace("\\unrestrict key", new string(' ', 15), StringComparison.Ordinal), passed);
        }
    }

    private static (DumpSummary Summary, string Passed) Scan(string text, int chunk)
    {
        var scanner = new DumpScanner("/b/shop.sql");
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < bytes.Length; at += chunk)
            scanner.Feed(bytes.AsSpan(at, Math.Min(chunk, bytes.Length - at)));
        return (scanner.End(null), Encoding.UTF8.GetString(bytes));
    }
}
