using RollbackOps.Engine.Tools.Postgres.Loading;

namespace RollbackOps.Engine.Tests.Postgres.Loading;

public sealed class ForeignKeyTests
{
    [Theory]
    [InlineData(
        "ALTER TABLE ONLY public.items\n    ADD CONSTRAINT f FOREIGN KEY (o) REFERENCES public.orders(id) ON DELETE CASCADE DEFERRABLE;",
        "ALTER TABLE ONLY public.items\n    ADD CONSTRAINT f FOREIGN KEY (o) REFERENCES public.orders(id) ON DELETE CASCADE DEFERRABLE NOT VALID",
        "ALTER TABLE ONLY public.items VALIDATE CONSTRAINT f")]
    [InlineData(
        "ALTER TABLE ONLY \"My shop\".\"a\"\"b\" ADD CONSTRAINT \"a key\" FOREIGN KEY (o) REFERENCES public.orders(id);",
        "ALTER TABLE ONLY \"My shop\".\"a\"\"b\" ADD CONSTRAINT \"a key\" FOREIGN KEY (o) REFERENCES public.orders(id) NOT VALID",
        "ALTER TABLE ONLY \"My shop\".\"a\"\"b\" VALIDATE CONSTRAINT \"a key\"")]
    public void A_foreign_key_is_added_at_once_and_proven_then(string sql, string add, string prove)
    {
        var key = ForeignKey.Of(new(sql, 7))!;
        Assert.Equal((add, prove, 7, 7), (key.Add.Sql, key.Prove[1].Sql, key.Add.Line, key.Prove[1].Line));
    }

    [Theory]
    [InlineData("ALTER TABLE ONLY public.items ADD CONSTRAINT f FOREIGN KEY (o) REFERENCES public.orders(id) NOT VALID;")]
    [InlineData("ALTER TABLE ONLY public.items ADD CONSTRAINT f FOREIGN KEY (o) REFERENCES public.orders(id) NOT ENFORCED;")]
    [InlineData("ALTER TABLE ONLY public.items ADD CONSTRAINT f FOREIGN KEY (\"a;b\") REFERENCES public.orders(id);")]
    [InlineData("ALTER TABLE ONLY public.items ADD CONSTRAINT f CHECK (o > 0);")]
    [InlineData("ALTER TABLE public.items ADD CONSTRAINT f FOREIGN KEY (o) REFERENCES public.orders(id);")]
    public void What_proves_nothing_or_is_written_otherwise_is_left_as_it_is(string sql) => Assert.Null(ForeignKey.Of(new(sql, 1)));
}
