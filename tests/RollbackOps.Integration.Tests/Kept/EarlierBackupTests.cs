using RollbackOps.Integration.Tests.Postgres;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Kept;

/// <summary>Where a backup can't be used the next earlier one is, as often as the strategy says, before users notice anything.</summary>
[Collection(PostgresTests.Name)]
public sealed class EarlierBackupTests(PostgresCluster cluster)
{
    [Theory]
    [Trait("Row", "N6")]
    [InlineData("cut off")]
    [InlineData("empty")]
    [InlineData("too few rows")]
    [InlineData("refused by the server")]
    [InlineData("orders without users")]
    [InlineData("other tables")]
    public async Task The_next_earlier_backup_comes_back_and_the_second_run_changes_nothing(string newest)
    {
        await using var shop = await MakeAsync(newest, earlier: 1);

        var plan = Exits(0, await shop.RunAsync("plan", "--strategy", "restore"));
        Assert.Contains("these are tried instead, in this order: shop-20260217-100000.sql", plan.Out, StringComparison.Ordinal);
        var run = Exits(0, await shop.RunAsync("run", "--strategy", "restore", "--yes"));
        Assert.Contains("The next earlier one is tried", run.Out, StringComparison.Ordinal);
        var (old, broken) = (Path.Combine(shop.Folder, "backups", "shop-20260217-100000.sql"), Path.Combine(shop.Folder, "backups", "shop-20260218-100000.sql"));
        Assert.Contains($"Came back: database {shop.Name} from {old}, because the one that was chosen could not be used: {broken}", run.Out, StringComparison.Ordinal);
        var told = Exits(0, await shop.RunAsync("history", "000001", "--json")).Out;
        Assert.Contains($"\"backup\":\"{old}\",\"insteadOf\":\"{broken}\"", told.Replace(": ", ":", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("ann,bob", await shop.UsersAsync(shop.Name));

        Assert.Contains("in place", Exits(0, await shop.RunAsync("run", "--strategy", "restore", "--yes")).Out, StringComparison.Ordinal);
        Assert.Single(await shop.OthersAsync());
    }

    [Fact]
    public async Task A_backup_that_was_altered_is_passed_over_by_the_plan_where_earlier_ones_are_allowed()
    {
        await using var shop = await MakeAsync("", earlier: 1);
        var made = Directory.GetFiles(Path.Combine(shop.Folder, "backups")).Single(path => !path.EndsWith("0217-100000.sql", StringComparison.Ordinal));
        var text = await File.ReadAllTextAsync(made, TestContext.Current.CancellationToken);
        Assert.Contains("\tann", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(made, text.Replace("\tann", "\teve", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Contains($"{Path.GetFileName(made)}  it was ALTERED", Exits(0, await shop.RunAsync("backups", "main")).Out, StringComparison.Ordinal);
        Assert.Contains("is not the one that was made", Exits(2, await shop.RunAsync("restore", "main", "--what-if")).Error, StringComparison.Ordinal);

        var plan = Exits(0, await shop.RunAsync("plan", "--strategy", "restore")).Out;

        Assert.Contains($"The backup backups/{Path.GetFileName(made)} is PASSED OVER: it was altered since it was made", plan, StringComparison.Ordinal);
        Assert.Contains("The next earlier one comes back, as the strategy 'restore' allows: shop-20260217-100000.sql.", plan, StringComparison.Ordinal);
        Exits(0, await shop.RunAsync("run", "--strategy", "restore", "--yes"));
        Assert.Equal("ann,bob", await shop.UsersAsync(shop.Name));
        Assert.Contains("in place", Exits(0, await shop.RunAsync("run", "--strategy", "restore", "--yes")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_are_tried_than_the_strategy_says()
    {
        await using var shop = await MakeAsync("cut off", earlier: 0);
        var before = await shop.OidAsync();
        Assert.Contains("shop-20260218-100000.sql", Exits(2, await shop.RunAsync("run", "--strategy", "restore", "--yes")).Error, StringComparison.Ordinal);
        Assert.Equal((before, true), (await shop.OidAsync(), shop.Runs));
    }

    [Fact]
    public async Task A_backup_that_was_named_is_the_only_one()
    {
        await using var shop = await MakeAsync("cut off", earlier: 1);
        Exits(2, await shop.RunAsync("run", "--strategy", "restore", "--backup", "main=backups/shop-20260218-100000.sql", "--yes"));
        Assert.True(shop.Runs);
    }

    private async Task<ShopSystem> MakeAsync(string newest, int earlier)
    {
        var shop = await ShopSystem.MakeAsync(cluster);
        var (old, backup) = (Path.Combine(shop.Folder, "backups", "shop-20260217-100000.sql"), Path.Combine(shop.Folder, "backups", "shop-20260218-100000.sql"));
        var lines = File.ReadAllLines(old).ToList();
        switch (newest)
        {
            case "empty":
                lines.Clear();
                break;
            case "cut off":
                lines.RemoveRange(lines.Count - 5, 5);
                break;
            case "too few rows":
                lines.RemoveAll(line => line.StartsWith("2\tbob", StringComparison.Ordinal));
                break;
            case "orders without users":
                lines.Insert(lines.FindIndex(line => line.StartsWith("COPY public.orders", StringComparison.Ordinal)) + 1, "77");
                break;
            case "other tables":
                lines = [.. lines.Select(line => line.Replace("public.orders", "public.others", StringComparison.Ordinal))];
                break;
            default:
                lines.Insert(lines.FindIndex(line => line.StartsWith("ALTER TABLE ONLY", StringComparison.Ordinal)), "ALTER TABLE public.nothing ADD COLUMN x int;");
                break;
        }

        if (newest.Length == 0)
            Exits(0, await shop.RunAsync("backup", "main"));
        else
            File.WriteAllLines(backup, lines);
        var runbook = Path.Combine(shop.Folder, "rollback.yaml");
        File.WriteAllText(runbook, File.ReadAllText(runbook)
            .Replace("restore: { back: [main]", $"restore: {{ back: [main], earlier-backups: {earlier}", StringComparison.Ordinal)
            .Replace("used-by: [service]", "used-by: [service], expect: { users: \">= 2\" }, integrity: [\"SELECT count(*) FROM orders WHERE id NOT IN (SELECT id FROM users)\"]", StringComparison.Ordinal));
        return shop;
    }
}
