using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres.Loading;

namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>PostgreSQL 17 beside 15: dumps go from the older to the newer, and not back.</summary>
[Collection(PostgresTests.Name)]
public sealed class SecondMajorTests(PostgresCluster older) : IAsyncLifetime
{
    private const string NewKinds =
        """
        CREATE TABLE spans (id int GENERATED ALWAYS AS IDENTITY, at date NOT NULL, during daterange, EXCLUDE USING gist (at WITH =, during WITH &&)) PARTITION BY RANGE (at);
        CREATE TABLE spans_1 PARTITION OF spans FOR VALUES FROM ('2025-01-01') TO ('2026-01-01'); CREATE TABLE spans_rest PARTITION OF spans DEFAULT;
        INSERT INTO spans (at, during) SELECT date '2025-12-01' + i, daterange(date '2025-01-01' + i, date '2025-01-01' + i + 1) FROM generate_series(1, 60) i;
        CREATE COLLATION built (provider = builtin, locale = 'C.UTF-8'); CREATE TABLE sorts (t text COLLATE built PRIMARY KEY, s text STORAGE EXTERNAL); INSERT INTO sorts VALUES ('ä', 'x'), ('B', 'y');
        CREATE FUNCTION merged() RETURNS void LANGUAGE sql BEGIN ATOMIC MERGE INTO sorts USING (VALUES ('q')) v (t) ON v.t = sorts.t WHEN NOT MATCHED BY SOURCE AND false THEN DELETE WHEN MATCHED THEN UPDATE SET s = CASE WHEN true THEN ';' END; END;
        CREATE ROLE seventeen; GRANT MAINTAIN ON sorts TO seventeen; CREATE VIEW js AS SELECT * FROM JSON_TABLE('[1]'::jsonb, '$[*]' COLUMNS (n int PATH '$')); ALTER TABLE sorts ALTER s SET STATISTICS DEFAULT;
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-17-").FullName;
    private PostgresContainer? _newer;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PostgresContainer Newer => _newer!;

    public async ValueTask InitializeAsync()
    {
        Needs.Postgres17();
        _newer = await PostgresContainer.StartAsync("rollbackops-test/postgres:17");
    }

    public async ValueTask DisposeAsync()
    {
        if (_newer is not null)
            await _newer.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--clean")]
    [InlineData("--load-via-partition-root --disable-triggers")]
    public async Task What_17_dumps_becomes_on_17_what_psql_makes_of_it(string options)
    {
        var ways = new BothWays(Newer, "kinds", _folder);
        await ways.MakeAsync($"CREATE EXTENSION btree_gist;\n{NewKinds}\n{ManyKinds.Sql}");
        var dump = await ways.DumpAsync(options.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("SET transaction_timeout = 0;", await File.ReadAllTextAsync(dump, Cancel), StringComparison.Ordinal);
        foreach (var inOrder in new[] { false, true })
        {
            var (psql, own) = await ways.RestoreAsync(dump, inOrder);
            Assert.Equal(psql, own);
        }
    }

    [Fact]
    public async Task What_15_dumps_becomes_on_17_what_psql_makes_of_it()
    {
        var from = new BothWays(older, $"o{Guid.NewGuid():N}"[..12], _folder);
        await from.MakeAsync(RareKinds.Sql);
        var dump = await from.DumpAsync();
        await Newer.SqlAsync("postgres", "CREATE ROLE \"load; reader\"; CREATE ROLE load_owner;");
        var (psql, own) = await new BothWays(Newer, "rare", _folder).RestoreAsync(dump);
        Assert.Contains("CREATE TEXT SEARCH PARSER", own, StringComparison.Ordinal);
        Assert.Equal(psql, own);
    }

    [Theory]
    [InlineData("shop-20260217.sql", "-Fp")]
    [InlineData("shop-20260217.sql", "-Fp", "--inserts")]
    public async Task A_database_of_17_is_exchanged_and_brought_back(string name, params string[] options)
    {
        await using var shop = await Shop.MakeAsync(Newer);
        await shop.BackupAsync(name, options);
        await shop.BreakAsync();
        var broken = await shop.OidAsync(shop.Name);
        var driver = shop.Drive(await shop.PlanAsync(Cancel));
        await driver.DoAsync(Cancel);
        Assert.Equal(Shop.GoodRows, await shop.RowsAsync());
        Assert.Equal("1000", await shop.SqlAsync("SELECT count(*) FROM orders"));
        await driver.UndoAsync(Cancel);
        Assert.Equal(broken, await shop.OidAsync(shop.Name));
        Assert.Empty(await shop.OthersAsync());
    }

    [Fact]
    public async Task A_database_of_17_goes_back_to_what_15_dumped()
    {
        await using var before = await Shop.MakeAsync(older);
        await using var shop = await Shop.MakeAsync(Newer);
        var dump = await before.BackupAsync();
        await shop.BreakAsync();
        await shop.Drive(await shop.PlanAsync(Cancel, dump)).DoAsync(Cancel);
        Assert.Equal(Shop.GoodRows, await shop.RowsAsync());
    }

    [Theory]
    [InlineData("shop-20260217.sql", "-Fp")]
    [InlineData("shop-20260217.dump", "-Fc")]
    public async Task What_17_dumped_is_refused_on_15_with_both_numbers(string name, string format)
    {
        await using var after = await Shop.MakeAsync(Newer);
        await using var shop = await Shop.MakeAsync(older);
        var dump = await after.BackupAsync(name, format);
        var (oid, rows) = (await shop.OidAsync(shop.Name), await shop.RowsAsync());

        var driver = shop.Drive(await shop.PlanAsync(Cancel, dump));
        var error = await Assert.ThrowsAsync<RollbackException>(() => driver.DoAsync(Cancel));

        Assert.Equal(RollbackErrorId.BackupUnusable, error.Id);
        Assert.Contains("was taken from PostgreSQL 17.", error.Message, StringComparison.Ordinal);
        Assert.Contains("and the server is 15.", error.Message, StringComparison.Ordinal);
        Assert.Equal((oid, rows), (await shop.OidAsync(shop.Name), await shop.RowsAsync()));
        Assert.Empty(await shop.OthersAsync());
    }
}
