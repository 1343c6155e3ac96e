using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Postgres.Loading;

/// <summary>Dumps as other versions of pg_dump write them.</summary>
[Collection(PostgresTests.Name)]
public sealed class OtherVersionsTests : IDisposable
{
    private const string Of96 =
        """
        --
        -- PostgreSQL database dump
        --

        -- Dumped from database version 9.6.24
        -- Dumped by pg_dump version 9.6.24

        SET statement_timeout = 0;
        SET client_encoding = 'UTF8';
        SET standard_conforming_strings = on;
        SET check_function_bodies = false;
        SET client_min_messages = warning;
        SET row_security = off;

        CREATE SCHEMA app;
        ALTER SCHEMA app OWNER TO postgres;
        CREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog;
        COMMENT ON EXTENSION plpgsql IS 'PL/pgSQL procedural language';

        SET search_path = app, pg_catalog;
        CREATE FUNCTION stamp() RETURNS trigger
            LANGUAGE plpgsql
            AS $$ BEGIN RETURN NEW; END $$;
        SET default_tablespace = '';
        SET default_with_oids = false;
        CREATE TABLE kinds (
            id integer NOT NULL,
            name text
        );
        CREATE SEQUENCE kinds_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
        ALTER SEQUENCE kinds_id_seq OWNED BY kinds.id;

        SET search_path = public, pg_catalog;
        CREATE TABLE kinds (
            id integer NOT NULL
        );

        SET search_path = app, pg_catalog;
        ALTER TABLE ONLY kinds ALTER COLUMN id SET DEFAULT nextval('kinds_id_seq'::regclass);
        COPY kinds (id, name) FROM stdin;
        1	one
        2	\N
        \.

        SELECT pg_catalog.setval('kinds_id_seq', 2, true);

        SET search_path = public, pg_catalog;
        COPY kinds (id) FROM stdin;
        3
        \.

        SET search_path = app, pg_catalog;
        ALTER TABLE ONLY kinds
            ADD CONSTRAINT kinds_pkey PRIMARY KEY (id);

        SET search_path = public, pg_catalog;
        CREATE INDEX kinds_id ON kinds USING btree (id);
        ALTER TABLE ONLY kinds
            ADD CONSTRAINT kinds_fkey FOREIGN KEY (id) REFERENCES app.kinds(id) NOT VALID;
        """;

    private const string Of13 =
        """
        --
        -- PostgreSQL database dump
        --

        -- Dumped from database version 13.9
        -- Dumped by pg_dump version 14.6

        SET statement_timeout = 0;
        SET idle_in_transaction_session_timeout = 0;
        SET client_encoding = 'UTF8';
        SET standard_conforming_strings = on;
        SELECT pg_catalog.set_config('search_path', '', false);
        SET check_function_bodies = false;
        SET xmloption = content;
        SET row_security = off;

        CREATE PROCEDURE public.p()
            LANGUAGE sql
            AS $$SELECT 1;$$;
        SET default_tablespace = '';
        SET default_table_access_method = heap;
        CREATE TABLE public.parted (
            id integer,
            at date
        )
        PARTITION BY RANGE (at);
        CREATE TABLE public.parted_1 (
            id integer,
            at date
        );
        ALTER TABLE ONLY public.parted ATTACH PARTITION public.parted_1 FOR VALUES FROM ('2020-01-01') TO ('2030-01-01');
        COPY public.parted_1 (id, at) FROM stdin;
        1	2021-01-01
        2	2022-01-01
        \.

        CREATE INDEX parted_at ON ONLY public.parted USING btree (at);
        CREATE INDEX parted_1_at_idx ON public.parted_1 USING btree (at);
        ALTER INDEX public.parted_at ATTACH PARTITION public.parted_1_at_idx;
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-versions-").FullName;
    private readonly PostgresCluster _cluster;

    public OtherVersionsTests(PostgresCluster cluster)
    {
        Needs.Postgres();
        _cluster = cluster;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(Of96)]
    [InlineData(Of13)]
    public async Task An_older_versions_dump_becomes_what_psql_makes_of_it(string dump)
    {
        var file = Path.Combine(_folder, "old.sql");
        await File.WriteAllTextAsync(file, $"{dump}\n\n--\n-- PostgreSQL database dump complete\n--\n\n", TestContext.Current.CancellationToken);
        var (psql, own) = await new BothWays(_cluster, $"v{Guid.NewGuid():N}"[..12], _folder).RestoreAsync(file);
        Assert.Contains("CREATE INDEX", own, StringComparison.Ordinal);
        Assert.Equal(psql, own);
    }

    [Fact]
    public async Task Tables_of_one_name_in_two_schemas_are_told_apart_where_the_dump_writes_no_schema()
    {
        await using var shop = await Shop.MakeAsync(_cluster);
        var path = Path.Combine(shop.Backups, "shop-20180101.sql");
        await File.WriteAllTextAsync(path, $"{Of96}\n\n--\n-- PostgreSQL database dump complete\n--\n\n", TestContext.Current.CancellationToken);
        shop.Part = shop.Part with { Expect = [new("app.kinds", "=", 2), new("public.kinds", "=", 1)] };

        await shop.Drive(await shop.PlanAsync(TestContext.Current.CancellationToken, path)).DoAsync(TestContext.Current.CancellationToken);

        Assert.Equal("1|one\n2|", await shop.SqlAsync("SELECT * FROM app.kinds ORDER BY id"));
    }

    [Theory]
    [InlineData("-Fc")]
    [InlineData("-Fd")]
    [InlineData("-Fp")]
    public async Task An_archive_tells_which_server_it_was_taken_from(string format)
    {
        await using var shop = await Shop.MakeAsync(_cluster);
        var version = Engine.Tools.Postgres.Dumps.ArchiveHead.Version(await shop.BackupAsync("a", format));
        Assert.Equal(format == "-Fp" ? null : 15, version?.Major);
        Assert.StartsWith(version?.Text ?? "15.", await shop.SqlAsync("SHOW server_version"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("BEGIN;\nINSERT INTO public.users VALUES (4, 'by psql alone', NULL);\nCOMMIT;\n")]
    public async Task What_a_newer_pg_dump_sets_stops_neither_the_load_nor_psql(string more)
    {
        await using var shop = await Shop.MakeAsync(_cluster);
        var path = await shop.BackupAsync();
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        const string End = "--\n-- PostgreSQL database dump complete";
        text = text.Replace("SET client_encoding", "SET transaction_timeout = 0;\nSET client_encoding", StringComparison.Ordinal).Replace(End, more + End, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        await shop.BreakAsync();

        await shop.Drive(await shop.PlanAsync(TestContext.Current.CancellationToken)).DoAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith(Shop.GoodRows, await shop.RowsAsync(), StringComparison.Ordinal);
        Assert.Equal(more.Length > 0, (await shop.RowsAsync()).Contains("by psql alone", StringComparison.Ordinal));
    }
}
