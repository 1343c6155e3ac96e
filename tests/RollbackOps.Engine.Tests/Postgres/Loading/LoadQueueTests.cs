using System.Text;
using RollbackOps.Engine.Tools.Postgres.Dumps;
using RollbackOps.Engine.Tools.Postgres.Loading;

namespace RollbackOps.Engine.Tests.Postgres.Loading;

public sealed class LoadQueueTests
{
    private const string Dump =
        """
        --
        -- PostgreSQL database dump
        --
        \restrict key
        SET client_encoding = 'UTF8';
        SELECT pg_catalog.set_config('search_path', '', false);
        -- a comment with ; in it
        CREATE FUNCTION public.f() RETURNS text LANGUAGE sql AS $$ COPY x FROM stdin; -- Name: x
        \. $$;
        COPY public.a (id, t) FROM stdin;
        1	one
        2	back\\slash
        \.

        SELECT pg_catalog.setval('public.s', 2, true);
        ALTER TABLE ONLY public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id);
        CREATE UNIQUE INDEX "I x" ON public.a USING btree (t);
        COMMENT ON INDEX public."I x" IS 'x';
        GRANT SELECT ON TABLE public.a TO PUBLIC;
        \unrestrict key
        --
        -- PostgreSQL database dump complete
        --

        """;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void A_dump_is_split_at_its_own_structure_however_it_is_read(int chunk)
    {
        var items = Split(Dump, chunk);
        Assert.Equal(["client_encoding", "search_path"], items.OfType<LoadItem.Setting>().Select(setting => setting.Name));
        var copy = Assert.Single(items.OfType<LoadItem.Copy>());
        Assert.Equal(("public.a", true, "COPY public.a (id, t) FROM stdin;"), (copy.Table, copy.IsText, copy.Sql.Sql));
        Assert.Equal("1\tone\n2\tback\\\\slash\n", string.Concat(items.OfType<LoadItem.Rows>().Select(rows => Encoding.UTF8.GetString(rows.Bytes))));
        var statements = items.OfType<LoadItem.Statement>().ToList();
        Assert.Equal(["CREATE FUNCTION", "SELECT pg_catalog.setval", "ALTER TABLE", "CREATE UNIQUE", "COMMENT ON", "GRANT SELECT"], statements.Select(statement => string.Join(' ', statement.Sql.Sql.Split(' ', '(')[..2])));
        Assert.Equal([null, null, TableUse.Alone, TableUse.Index, TableUse.Alone, null], statements.Select(statement => statement.Needs?.Use));
        Assert.Equal([false, true, false, false, false, false], statements.Select(statement => statement.IsFree));
        Assert.All(statements.Select(statement => statement.Needs).OfType<PostData>(), needs => Assert.Equal(["public.a"], needs.Tables));
    }

    [Theory]
    [InlineData("ALTER TABLE ONLY public.o ADD CONSTRAINT f FOREIGN KEY (c) REFERENCES public.\"C\"(id) ON DELETE CASCADE;", nameof(TableUse.Key), "public.o,public.C")]
    [InlineData("CREATE INDEX i ON ONLY public.p USING btree (x) WHERE (y > 0);", nameof(TableUse.Index), "public.p")]
    [InlineData("CREATE TRIGGER t BEFORE INSERT OR UPDATE ON public.o FOR EACH ROW EXECUTE FUNCTION public.f();", nameof(TableUse.Alone), "public.o")]
    [InlineData("COMMENT ON CONSTRAINT f ON public.o IS 'x';", nameof(TableUse.Alone), "public.o")]
    public void What_a_statement_behind_the_data_needs_is_known(string sql, string use, string tables)
    {
        var needs = Assert.Single(Split($"-- PostgreSQL database dump\n{sql}\n-- PostgreSQL database dump complete\n", 1000).OfType<LoadItem.Statement>()).Needs!;
        Assert.Equal((use, tables), ($"{needs.Use}", string.Join(',', needs.Tables)));
    }

    [Theory]
    [InlineData("ALTER TABLE public.o CLUSTER ON i;")]
    [InlineData("ALTER TABLE ONLY public.p ATTACH PARTITION public.c DEFAULT;")]
    [InlineData("CREATE RULE r AS ON SELECT TO public.v DO INSTEAD SELECT 1;")]
    [InlineData("COMMENT ON CONSTRAINT c ON DOMAIN public.d IS 'x';")]
    [InlineData("COMMENT ON INDEX public.unknown IS 'x';")]
    [InlineData("REFRESH MATERIALIZED VIEW public.m;")]
    [InlineData("ALTER TABLE public.parent ADD CONSTRAINT c CHECK ((x > 0)) NOT VALID;")]
    [InlineData("ALTER INDEX public.i ATTACH PARTITION public.j;")]
    [InlineData("ALTER TABLE ONLY orders ADD CONSTRAINT f FOREIGN KEY (u) REFERENCES other.users(id);")]
    public void What_is_not_known_waits_for_all_before_it(string sql)
    {
        var statement = Assert.Single(Split($"-- PostgreSQL database dump\n{sql}\n-- PostgreSQL database dump complete\n", 1000).OfType<LoadItem.Statement>());
        Assert.Null(statement.Needs);
        Assert.False(statement.IsFree);
    }

    [Theory]
    [InlineData("a\nb\n", 4)]
    [InlineData("a\nb", 2)]
    [InlineData("a\\\nb", 0)]
    [InlineData("a\nb\\\nc", 2)]
    [InlineData("", 0)]
    public void Rows_are_cut_where_a_line_surely_ends_one(string lines, int end) =>
        Assert.Equal(end, CopyLines.LastEnd(Encoding.UTF8.GetBytes(lines)));

    private static List<LoadItem> Split(string text, int chunk)
    {
        var queue = new LoadQueue();
        var scanner = new DumpScanner("/b/shop.sql", queue);
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < bytes.Length; at += chunk)
            scanner.Feed(bytes.AsSpan(at, Math.Min(chunk, bytes.Length - at)));
        scanner.End(null);
        return [.. queue.Take()];
    }
}
