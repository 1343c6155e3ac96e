using RollbackOps.Engine.Tools.Postgres.Loading;

namespace RollbackOps.Engine.Tests.Postgres.Loading;

public sealed class UniqueKeyTests
{
    [Theory]
    [InlineData(
        "ALTER TABLE ONLY public.items\n    ADD CONSTRAINT items_pkey PRIMARY KEY (id);",
        "CREATE UNIQUE INDEX items_pkey ON public.items USING btree (id)",
        "ALTER TABLE ONLY public.items ADD CONSTRAINT items_pkey PRIMARY KEY USING INDEX items_pkey")]
    [InlineData(
        "ALTER TABLE ONLY \"My shop\".\"a\"\"b\"\n    ADD CONSTRAINT \"a, key\" UNIQUE (\"x (y)\", z);",
        "CREATE UNIQUE INDEX \"a, key\" ON \"My shop\".\"a\"\"b\" USING btree (\"x (y)\", z)",
        "ALTER TABLE ONLY \"My shop\".\"a\"\"b\" ADD CONSTRAINT \"a, key\" UNIQUE USING INDEX \"a, key\"")]
    public void A_key_is_built_as_an_index_and_then_made_a_key(string sql, string build, string attach)
    {
        var key = UniqueKey.Of(new(sql, 7))!;
        Assert.Equal((build, attach, 7, 7), (key.Build.Sql, key.Attach.Sql, key.Build.Line, key.Attach.Line));
    }

    [Theory]
    [InlineData("ALTER TABLE ONLY public.items ADD CONSTRAINT k UNIQUE (a) DEFERRABLE;")]
    [InlineData("ALTER TABLE ONLY public.items ADD CONSTRAINT k UNIQUE NULLS NOT DISTINCT (a);")]
    [InlineData("ALTER TABLE ONLY public.items ADD CONSTRAINT k UNIQUE (a) INCLUDE (b);")]
    [InlineData("ALTER TABLE ONLY public.items ADD CONSTRAINT k UNIQUE (a) WITH (fillfactor='70');")]
    [InlineData("ALTER TABLE ONLY public.items ADD CONSTRAINT k PRIMARY KEY (a, b WITHOUT OVERLAPS);")]
    [InlineData("ALTER TABLE ONLY public.items ADD CONSTRAINT k CHECK (a);")]
    [InlineData("ALTER TABLE ONLY items ADD CONSTRAINT k PRIMARY KEY (a);")]
    public void What_says_more_is_left_as_it_is(string sql) => Assert.Null(UniqueKey.Of(new(sql, 1)));
}
