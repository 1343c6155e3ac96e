using System.Runtime.Versioning;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>A database in a pod, reached by kubectl exec; kubectl is a fake, PostgreSQL is real.</summary>
[Collection(PostgresTests.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class PodTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("shop-2026-02-17T10-00-00.sql.gz", "-Z6")]
    [InlineData("shop-2026-02-17T10-00-00.dump", "-Fc")]
    public async Task A_database_in_a_pod_is_exchanged_through_the_pods_own_psql(string name, string format)
    {
        await using var shop = await Shop.MakeAsync(cluster);
        using var kubectl = new FakeKubectl(cluster, shop.Name, PostgresCluster.Password, "db-0");
        shop.Part = shop.Part with { Url = null, Pod = new() { Name = "db-0", Namespace = "prod", Container = "postgres", Context = "live" } };
        await shop.BackupAsync(name, format);
        await shop.BreakAsync();
        var (old, rows) = (await shop.OidAsync(shop.Name), await shop.RowsAsync());

        var plan = await shop.PlanAsync(Cancel);
        var driver = shop.Drive(plan);
        await driver.DoAsync(Cancel);

        Assert.Equal(Shop.GoodRows, await shop.RowsAsync());
        Assert.Equal([PostgresNames.Kept(shop.Name, old)], await shop.OthersAsync());
        Assert.All(kubectl.Log, line => Assert.StartsWith("--context live --namespace prod exec ", line, StringComparison.Ordinal));
        Assert.All(kubectl.Log.Concat(driver.Journal), line => Assert.DoesNotContain(PostgresCluster.Password, line, StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Notes, note => note.Contains("can't be measured", StringComparison.Ordinal));
        await driver.UndoAsync(Cancel);
        Assert.Equal((old, rows), (await shop.OidAsync(shop.Name), await shop.RowsAsync()));
        Assert.Empty(await shop.OthersAsync());
    }

    [Fact]
    public async Task In_its_own_place_works_in_a_pod_too()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        using var kubectl = new FakeKubectl(cluster, shop.Name, PostgresCluster.Password, "db-0");
        shop.Part = shop.Part with { Url = null, Pod = new() { Selector = "app=db" }, InPlace = true, SafetyDump = Path.Combine(shop.Backups, "../safety") };
        await shop.BackupAsync();
        await shop.BreakAsync();

        await shop.Drive(await shop.PlanAsync(Cancel)).DoAsync(Cancel);

        Assert.Equal(Shop.GoodRows, await shop.RowsAsync());
        Assert.Contains("BROKEN", await PostgresCluster.ReadAsync(Assert.Single(Directory.GetFiles(shop.Part.SafetyDump!))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_is_gone_and_a_selector_that_means_two_are_named()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync();
        using var kubectl = new FakeKubectl(cluster, shop.Name, "not the password", "db-0", "db-1");

        var gone = await RefusedAsync(shop, new() { Name = "db-7" });
        var two = await RefusedAsync(shop, new() { Selector = "app=db" });
        var wrong = await RefusedAsync(shop, new() { Name = "db-0" });

        Assert.Contains("pods \"db-7\" not found", gone.Message, StringComparison.Ordinal);
        Assert.Contains("2 running pods have the labels app=db: db-0, db-1", two.Message, StringComparison.Ordinal);
        Assert.Contains("pod db-0", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("password authentication failed", wrong.Message, StringComparison.Ordinal);
        Assert.All(new[] { gone, two, wrong }, error => Assert.Equal(RollbackErrorId.Unreachable, error.Id));
    }

    private static async Task<RollbackException> RefusedAsync(Shop shop, PostgresPod pod)
    {
        shop.Part = shop.Part with { Url = null, Pod = pod };
        return await Assert.ThrowsAsync<RollbackException>(() => shop.PlanAsync(Cancel));
    }
}
