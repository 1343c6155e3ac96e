using System.Runtime.Versioning;
using System.Text.Json;
using RollbackOps.Integration.Tests.Kept;
using RollbackOps.Integration.Tests.Postgres;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Backups;

/// <summary>A point is found as what it is, wherever it stands: to go back to, live, or left by an undo.</summary>
[Collection(PostgresTests.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class KeptPointTests(PostgresCluster cluster)
{
    [Fact]
    public async Task A_point_that_was_live_and_went_back_is_found_by_settle_and_given_up()
    {
        await using var shop = await MakeAsync();
        var point = await PointAsync(shop);
        await shop.SqlAsync("DELETE FROM users WHERE id = 2;");
        Exits(0, await shop.RunAsync("restore", "main", "--from", point, "--yes"));
        Assert.Contains("settle gives it up", Exits(0, await shop.RunAsync("undo", "--yes")).Out, StringComparison.Ordinal);
        var left = Assert.Single(await shop.OthersAsync());
        Assert.StartsWith($"{shop.Name}_beside_", left, StringComparison.Ordinal);

        var settled = Exits(0, await shop.RunAsync("settle", "000001", "--now", "--yes")).Out;

        Assert.Contains($"what was the point {point}, and users may have written to where it was live, as database {left}", settled, StringComparison.Ordinal);
        Assert.Empty(await shop.OthersAsync());
        Assert.Equal("ann", await shop.UsersAsync(shop.Name));
    }

    [Fact]
    public async Task A_point_that_is_live_is_never_given_up()
    {
        await using var shop = await MakeAsync();
        var point = await PointAsync(shop);
        Exits(0, await shop.RunAsync("restore", "main", "--from", point, "--yes"));
        Assert.DoesNotContain("what was the point", Exits(0, await shop.RunAsync("settle", "000001", "--now", "--what-if")).Out, StringComparison.Ordinal);
        Exits(0, await shop.RunAsync("settle", "000001", "--now", "--yes"));
        Assert.Equal("ann", await shop.UsersAsync(shop.Name));
        Assert.Empty(await shop.OthersAsync());
    }

    [Fact]
    public async Task A_point_that_was_used_up_is_refused_with_the_run_that_took_it()
    {
        await using var shop = await MakeAsync();
        var point = await PointAsync(shop);
        Exits(0, await shop.RunAsync("restore", "main", "--from", point, "--yes"));
        var oid = await shop.OidAsync();

        var again = Exits(2, await shop.RunAsync("restore", "main", "--from", point, "--again", "--yes")).Error;
        Assert.Contains($"The point {point} is used up: run 000001 took it for the live database, which it is now", again, StringComparison.Ordinal);
        Assert.Contains("rollbackops backups main", again, StringComparison.Ordinal);
        var inPlace = Exits(0, await shop.RunAsync("restore", "main", "--from", point, "--yes")).Out;
        Assert.Contains($"is the point {point}, which run 000001 took for it: it is in place", inPlace, StringComparison.Ordinal);
        Assert.DoesNotContain("--again", inPlace, StringComparison.Ordinal);
        Assert.Equal((oid, true), (await shop.OidAsync(), shop.Runs));

        Exits(0, await shop.RunAsync("restore", "main", "--from", "backups/shop-20260217-100000.sql", "--yes"));
        var gone = Exits(2, await shop.RunAsync("restore", "main", "--from", point, "--yes")).Error;
        Assert.Contains($"The point {point} is used up: run 000001 took it for the live database. It can't come back once more.", gone, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_are_listed_as_what_they_are_and_named_where_a_name_is_wrong()
    {
        await using var shop = await MakeAsync();
        var point = await PointAsync(shop);

        var text = Exits(0, await shop.RunAsync("backups", "main")).Out;
        Assert.Matches($@"the point itself +[0-9.]+ [KMG]iB  {point}  a point that the server keeps: it comes back where it is named\n", text);
        var listed = Exits(0, await shop.RunAsync("backups", "--json")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([(point, true, false), ("shop-20260217-100000.sql", false, true)], listed.Select(backup => (backup.GetProperty("backup").GetString(), backup.GetProperty("isPoint").GetBoolean(), backup.GetProperty("isChosen").GetBoolean())));
        var error = Exits(2, await shop.RunAsync("restore", "main", "--from", "shop_point_1", "--what-if")).Error;
        Assert.Contains($"Nor is it one of its points: {point}.", error, StringComparison.Ordinal);

        foreach (var file in Directory.GetFiles(Path.Combine(shop.Folder, "backups")))
            File.Delete(file);
        Assert.Contains(point, Exits(0, await shop.RunAsync("backups", "main")).Out, StringComparison.Ordinal);
        Assert.Contains($"--from {point}", Exits(2, await shop.RunAsync("restore", "main", "--from", "shop_point_1", "--what-if")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_with_points_alone_goes_back_to_one_that_is_named()
    {
        await using var shop = await MakeAsync();
        Edit(shop, "backups: \"backups/*.sql\", ", "");
        Edit(shop, "strategies:\n  restore: { back: [main], on-failure: hold }\n  both:", "strategies:\n  both:");
        var none = Exits(2, await shop.RunAsync("restore", "main", "--what-if")).Error;
        Assert.Contains("Nor has it a point that the server keeps.", none, StringComparison.Ordinal);
        Assert.Contains("rollbackops backup main --format template", none, StringComparison.Ordinal);
        var point = await PointAsync(shop);
        await shop.SqlAsync("DELETE FROM users; INSERT INTO users VALUES (7, 'eve');");

        Assert.Contains($"--from {point}", Exits(2, await shop.RunAsync("restore", "main", "--what-if")).Error, StringComparison.Ordinal);
        Exits(0, await shop.RunAsync("restore", "main", "--from", point, "--yes"));

        Assert.Equal("ann", await shop.UsersAsync(shop.Name));
    }

    private static async Task<string> PointAsync(ShopSystem shop) =>
        JsonDocument.Parse(Exits(0, await shop.RunAsync("backup", "main", "--format", "template", "--json")).Out).RootElement.GetProperty("path").GetString()!;

    private async Task<ShopSystem> MakeAsync()
    {
        var shop = await ShopSystem.MakeAsync(cluster);
        Edit(shop, "used-by:", "points: template, used-by:");
        Edit(shop, "\">= 2\"", "\">= 1\"");
        return shop;
    }

    private static void Edit(ShopSystem shop, string from, string to)
    {
        var runbook = Path.Combine(shop.Folder, "rollback.yaml");
        var text = File.ReadAllText(runbook);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(runbook, text.Replace(from, to, StringComparison.Ordinal));
    }
}
