using RollbackOps.Engine.Actions.Postgres.Points;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>Rollback points that the server keeps: made in a pause of the writers, gone back to by an exchange alone.</summary>
[Collection(PostgresTests.Name)]
public sealed class PointTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Row", "N6")]
    public async Task Going_back_to_a_point_is_an_exchange_alone_and_keeps_the_old_database()
    {
        await using var shop = await MakeAsync();
        var point = await Points(shop).MakeAsync(shop.Part, shop.Runbook, Cancel);
        await shop.SqlAsync("INSERT INTO orders (user_id) SELECT 1 FROM generate_series(1, 9);");
        var counted = (await shop.PlanAsync(Cancel, point.Name)).Losses[0];
        await shop.BreakAsync();
        var (old, settings) = (await shop.OidAsync(shop.Name), await SettingsAsync(shop));

        var plan = await shop.PlanAsync(Cancel, point.Name);
        var driver = shop.Drive(plan);
        await driver.DoAsync(Cancel);

        Assert.Equal(["main/point", "main/fence", "main/exchange", "main/open"], plan.Steps.Select(step => step.Id));
        Assert.Equal((9, "the point itself"), (counted.Rows["public.orders"], counted.Source));
        Assert.Equal(Shop.GoodRows, await shop.RowsAsync());
        Assert.Equal("1000", await shop.SqlAsync("SELECT count(*) FROM orders;"));
        Assert.Equal(point.Oid, await shop.OidAsync(shop.Name));
        Assert.Equal(settings, await SettingsAsync(shop));
        Assert.Equal([PostgresNames.Kept(shop.Name, old)], await shop.OthersAsync());
        Assert.Contains(plan.Notes, note => note.Contains("kept its users out for", StringComparison.Ordinal));
        var origin = driver.Origins["main/exchange"];
        shop.Sources[origin.Identity] = origin.Source;
        Assert.Empty((await shop.PlanAsync(Cancel, point.Name)).Steps);
    }

    [Fact]
    public async Task While_a_point_is_made_nobody_writes_and_afterwards_everybody_may()
    {
        await using var shop = await MakeAsync();
        using var writer = cluster.Session(shop.Name);
        await writer.StandardInput.WriteLineAsync("BEGIN; INSERT INTO users VALUES (50, 'half', NULL); SELECT 'in';");
        await writer.StandardInput.FlushAsync(Cancel);
        Assert.Equal("in", await writer.StandardOutput.ReadLineAsync(Cancel));

        var point = await Points(shop).MakeAsync(shop.Part, shop.Runbook, Cancel);
        await shop.SqlAsync("INSERT INTO users VALUES (51, 'after', NULL);");

        writer.StandardInput.Close();
        await writer.WaitForExitAsync(Cancel);
        Assert.Equal((3, 1000), (point.Facts.Rows!["public.users"], point.Facts.Rows["public.orders"]));
        Assert.InRange(point.Facts.Paused, 0.001, 30);
        Assert.True(point.IsSealed);
        Assert.Equal([point.Name], await shop.OthersAsync());
        Assert.Equal([point], await Points(shop).ListAsync(shop.Part, shop.Runbook, Cancel), (one, other) => one.Oid == other.Oid && one.Facts.MadeAt == other.Facts.MadeAt);
        await Points(shop).DropAsync(shop.Part, shop.Runbook, point, Cancel);
        Assert.Empty(await shop.OthersAsync());
    }

    [Theory]
    [InlineData("main/point")]
    [InlineData("main/open")]
    public async Task An_undo_gives_the_point_back_and_it_can_be_taken_again(string upTo)
    {
        await using var shop = await MakeAsync();
        var point = await Points(shop).MakeAsync(shop.Part, shop.Runbook, Cancel);
        await shop.BreakAsync();
        var rows = await shop.RowsAsync();
        var driver = shop.Drive(await shop.PlanAsync(Cancel, point.Name));

        await driver.DoAsync(Cancel, upTo);
        await driver.UndoAsync(Cancel);

        Assert.Equal(rows, await shop.RowsAsync());
        Assert.Equal([point.Name], await shop.OthersAsync());
        await shop.Drive(await shop.PlanAsync(Cancel, point.Name), "000002").DoAsync(Cancel);
        Assert.Equal(Shop.GoodRows, await shop.RowsAsync());
    }

    [Fact]
    [Trait("Safety", "26")]
    public async Task A_point_that_somebody_wrote_to_is_not_taken()
    {
        await using var shop = await MakeAsync();
        var point = await Points(shop).MakeAsync(shop.Part, shop.Runbook, Cancel);
        await cluster.SqlAsync("postgres", $"ALTER DATABASE {SqlQuote.Identifier(point.Name)} ALLOW_CONNECTIONS true;");
        await cluster.SqlAsync(point.Name, "DELETE FROM orders WHERE id = 1;");

        var driver = shop.Drive(await shop.PlanAsync(Cancel, point.Name));
        var error = await Assert.ThrowsAsync<RollbackException>(() => driver.DoAsync(Cancel));

        Assert.Equal(RollbackErrorId.BackupUnusable, error.Id);
        Assert.Contains("public.orders had 1000 rows and has 999", error.Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Before, await driver.VerdictAsync("main/point", Cancel));
    }

    [Fact]
    public async Task What_keeps_a_point_from_being_made_leaves_users_in()
    {
        await using var shop = await MakeAsync();
        var time = new Standing();
        var taken = PostgresNames.Point(shop.Name, time.GetUtcNow());
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {SqlQuote.Identifier(taken)};");

        var error = await Assert.ThrowsAsync<RollbackException>(() => new TemplatePoints(shop.Servers, time).MakeAsync(shop.Part, shop.Runbook, Cancel));

        Assert.Equal(RollbackErrorId.ToolFailed, error.Id);
        Assert.Contains("users are in again: database", error.Message, StringComparison.Ordinal);
        Assert.Equal(Shop.GoodRows, await shop.RowsAsync());
    }

    [Fact]
    public async Task A_pause_that_the_runbook_does_not_allow_is_refused_and_a_name_that_is_nothing_too()
    {
        await using var shop = await MakeAsync();
        var missing = await Assert.ThrowsAsync<RollbackException>(() => shop.PlanAsync(Cancel, "no_such_point"));
        shop.Part = shop.Part with { TemplatePoints = false };
        using var user = cluster.Session(shop.Name);

        var error = await Assert.ThrowsAsync<RollbackException>(() => Points(shop).MakeAsync(shop.Part, shop.Runbook, Cancel));

        Assert.Equal((RollbackErrorId.TargetMissing, RollbackErrorId.Usage), (missing.Id, error.Id));
        Assert.Contains("points: template", error.Next, StringComparison.Ordinal);
        await user.StandardInput.WriteLineAsync("SELECT 'still in';");
        user.StandardInput.Close();
        Assert.Equal("still in", await user.StandardOutput.ReadLineAsync(Cancel));
    }

    private static TemplatePoints Points(Shop shop) => new(shop.Servers, TimeProvider.System);

    private async Task<Shop> MakeAsync()
    {
        var shop = await Shop.MakeAsync(cluster);
        await cluster.SqlAsync("postgres", $"ALTER DATABASE {SqlQuote.Identifier(shop.Name)} SET work_mem TO '7MB'; REVOKE ALL ON DATABASE {SqlQuote.Identifier(shop.Name)} FROM PUBLIC; GRANT CONNECT ON DATABASE {SqlQuote.Identifier(shop.Name)} TO pg_monitor; ALTER DATABASE {SqlQuote.Identifier(shop.Name)} CONNECTION LIMIT 42;");
        shop.Part = shop.Part with { TemplatePoints = true };
        return shop;
    }

    private Task<string> SettingsAsync(Shop shop) => cluster.SqlAsync("postgres", $"""
        SELECT datconnlimit, pg_get_userbyid(datdba), shobj_description(oid, 'pg_database'), (SELECT array_agg(setconfig) FROM pg_db_role_setting WHERE setdatabase = d.oid),
          (SELECT array_agg((grantee, privilege_type) ORDER BY grantee, privilege_type) FROM aclexplode(datacl))
        FROM pg_database d WHERE datname = {SqlQuote.Literal(shop.Name)};
        """);

    private sealed class Standing : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 2, 17, 10, 0, 0, TimeSpan.Zero);
    }
}
