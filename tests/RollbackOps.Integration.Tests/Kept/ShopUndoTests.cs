using RollbackOps.Integration.Tests.Postgres;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Kept;

/// <summary>Undo, settle and a run over a held one, on a real PostgreSQL server by the real tool.</summary>
[Collection(PostgresTests.Name)]
public sealed class ShopUndoTests(PostgresCluster cluster)
{
    [Fact]
    [Trait("Safety", "2")]
    public async Task Undo_of_a_proven_run_puts_the_old_database_back_and_keeps_what_users_wrote_since()
    {
        await using var shop = await ShopSystem.MakeAsync(cluster);
        var before = await shop.OidAsync();
        await RunAsync(shop);
        await shop.SqlAsync("INSERT INTO users VALUES (9, 'eve'); UPDATE orders SET id = 7;");

        var plan = Exits(0, await shop.RunAsync("undo", "--what-if"));
        Assert.Contains("at least 1 row of public.users", plan.Out, StringComparison.Ordinal);
        Assert.Contains("rows changed or removed in public.orders", plan.Out, StringComparison.Ordinal);
        Assert.Contains("ALLOW_CONNECTIONS true", plan.Out, StringComparison.Ordinal);
        var undo = Exits(0, await shop.RunAsync("undo", "--yes"));

        Assert.Equal((before, "ann", true), (await shop.OidAsync(), await shop.UsersAsync(shop.Name), shop.Runs));
        var left = Assert.Single(await shop.OthersAsync());
        Assert.Contains(left, undo.Out, StringComparison.Ordinal);
        await shop.OpenAsync(left);
        Assert.Equal("ann,bob,eve", await shop.UsersAsync(left));
        await RunAsync(shop);
        Assert.Equal(("ann,bob", true), (await shop.UsersAsync(shop.Name), shop.Runs));
    }

    [Fact]
    [Trait("Safety", "24")]
    public async Task Settle_drops_by_oid_what_was_renamed_and_never_another_under_the_old_name()
    {
        await using var shop = await ShopSystem.MakeAsync(cluster);
        var old = await shop.OidAsync();
        await RunAsync(shop);
        var kept = Assert.Single(await shop.OthersAsync());
        await shop.ServerAsync($"ALTER DATABASE {kept} RENAME TO %_elsewhere;");
        await shop.ServerAsync($"CREATE DATABASE {kept};");
        await shop.OpenAsync($"{shop.Name}_elsewhere");
        using (var session = await shop.SessionAsync($"{shop.Name}_elsewhere"))
        {
            var refused = Exits(2, await shop.RunAsync("settle", "1", "--yes"));
            Assert.Contains("1 sessions are in it", refused.Out, StringComparison.Ordinal);
            Assert.NotEqual("", await shop.ServerAsync($"SELECT 1 FROM pg_database WHERE oid = {old};"));
            session.StandardInput.Close();
            await session.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var settled = Exits(0, await shop.RunAsync("settle", "1", "--yes"));

        Assert.Contains("MiB freed", settled.Out, StringComparison.Ordinal);
        Assert.Equal([kept], await shop.OthersAsync());
        Assert.Equal("", await shop.ServerAsync($"SELECT 1 FROM pg_database WHERE oid = {old};"));
        Assert.Contains("nothing", Exits(0, await shop.RunAsync("settle", "1", "--yes")).Out, StringComparison.Ordinal);
        Assert.Contains($"oid {old}", Exits(2, await shop.RunAsync("undo", "--yes")).Error, StringComparison.Ordinal);
        Assert.Equal("ann,bob", await shop.UsersAsync(shop.Name));
    }

    [Fact]
    [Trait("Safety", "24")]
    public async Task After_an_undo_settle_drops_what_the_run_left_and_not_what_is_live_again()
    {
        await using var shop = await ShopSystem.MakeAsync(cluster);
        var before = await shop.OidAsync();
        await RunAsync(shop);
        Exits(0, await shop.RunAsync("undo", "--yes"));

        Exits(0, await shop.RunAsync("settle", "--now", "--yes"));

        Assert.Empty(await shop.OthersAsync());
        Assert.Equal((before, "ann"), (await shop.OidAsync(), await shop.UsersAsync(shop.Name)));
    }

    [Fact]
    public async Task Undo_is_refused_before_anything_where_a_person_dropped_the_kept_database()
    {
        await using var shop = await ShopSystem.MakeAsync(cluster);
        await RunAsync(shop);
        var live = await shop.OidAsync();
        await shop.ServerAsync($"DROP DATABASE {Assert.Single(await shop.OthersAsync())};");

        var undo = Exits(2, await shop.RunAsync("undo", "--yes"));

        Assert.Contains("what it kept is not there any more: the old database", undo.Error, StringComparison.Ordinal);
        Assert.Equal((live, "ann,bob", true), (await shop.OidAsync(), await shop.UsersAsync(shop.Name), shop.Runs));
    }

    [Fact]
    [Trait("Safety", "3")]
    public async Task A_run_over_one_that_has_fenced_the_database_is_refused_with_the_ways_out_and_works_then()
    {
        await using var shop = await ShopSystem.MakeAsync(cluster, late: "exit 1");
        Exits(4, await shop.RunAsync("run", "--strategy", "both", "--yes"));
        Assert.False(shop.Runs);

        var fenced = Exits(2, await shop.RunAsync("run", "--strategy", "restore", "--over", "1", "--yes"));
        Assert.Contains("rollbackops undo 1", fenced.Error, StringComparison.Ordinal);
        Assert.Contains($"ALTER DATABASE {shop.Name} ALLOW_CONNECTIONS true;", fenced.Error.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        await shop.OpenAsync(shop.Name);
        Exits(0, await shop.RunAsync("run", "--strategy", "restore", "--over", "1", "--yes"));

        Assert.Equal(("ann,bob", true), (await shop.UsersAsync(shop.Name), shop.Runs));
        Assert.Equal(2, (await shop.OthersAsync()).Length);
        Exits(0, await shop.RunAsync("settle", "1", "--yes"));
        Assert.Single(await shop.OthersAsync());
        Exits(0, await shop.RunAsync("settle", "--now", "--yes"));
        Assert.Empty(await shop.OthersAsync());
        Assert.Equal("ann,bob", await shop.UsersAsync(shop.Name));
    }

    [Fact]
    [Trait("Safety", "3")]
    public async Task A_run_that_was_killed_in_its_cutover_is_undone_to_the_last_session()
    {
        await using var shop = await ShopSystem.MakeAsync(cluster, late: Wait("exit 1"));
        var before = await shop.OidAsync();
        await KillAsync(shop.Folder, shop.Start("run", "--strategy", "both", "--yes"));
        Assert.False(shop.Runs);

        Exits(0, await shop.RunAsync("undo", "--yes"));

        Assert.Equal((before, "ann", true), (await shop.OidAsync(), await shop.UsersAsync(shop.Name), shop.Runs));
        Assert.Empty(await shop.OthersAsync());
        Assert.Equal("0", await shop.ServerAsync("SELECT count(*) FROM pg_stat_activity WHERE starts_with(application_name, 'rollbackops/%');"));
    }

    private static async Task RunAsync(ShopSystem shop) => Exits(0, await shop.RunAsync("run", "--strategy", "restore", "--yes"));
}
