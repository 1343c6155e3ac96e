using System.Diagnostics;
using System.Text.RegularExpressions;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Postgres;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Kept;

/// <summary>After a database was dropped to be restored in its place, what the tool says to type works as it says.</summary>
[Collection(PostgresTests.Name)]
[Trait("Safety", "15")]
public sealed partial class InPlaceWaysTests(PostgresCluster cluster)
{
    [Theory]
    [InlineData("undo")]
    [InlineData("over")]
    public async Task What_is_held_after_the_drop_has_a_way_out_to_another_backup(string way)
    {
        await using var shop = await MakeAsync();
        Unsound(shop);

        var held = Exits(4, await shop.RunAsync("run", "--strategy", "restore", "--yes"));

        var partial = Assert.Single(await shop.OthersAsync());
        Assert.Contains($"in database {partial}, which lets nobody in", held.Out, StringComparison.Ordinal);
        Assert.Equal("f", await shop.ServerAsync($"SELECT datallowconn FROM pg_database WHERE datname = '{partial}';"));
        Assert.Equal(ByHand(held.Out), ByHand(Exits(2, await shop.RunAsync("undo", "--yes")).Error));
        Assert.Contains("rollbackops undo", Exits(2, await shop.RunAsync("restore", "main", "--from", "backups/shop-20260217-100000.sql", "--over", "000001", "--yes")).Error, StringComparison.Ordinal);
        await TypeAsync(shop, ByHand(held.Out));
        Assert.Equal("ann", await shop.UsersAsync(shop.Name));
        if (way == "undo")
        {
            var resumed = Exits(4, await shop.RunAsync("resume"));
            Assert.Contains("rollbackops undo", resumed.Out, StringComparison.Ordinal);
            Assert.DoesNotContain("systemId", resumed.Out, StringComparison.OrdinalIgnoreCase);
            Exits(3, await shop.RunAsync("undo", "--yes"));
            Assert.Equal(("ann", true), (await shop.UsersAsync(shop.Name), shop.Runs));
            Exits(0, await shop.RunAsync("restore", "main", "--from", "backups/shop-20260217-100000.sql", "--yes"));
        }
        else
        {
            Exits(0, await shop.RunAsync("restore", "main", "--from", "backups/shop-20260217-100000.sql", "--over", "000001", "--yes"));
        }

        Assert.Equal("ann,bob", await shop.UsersAsync(shop.Name));
        Assert.Contains(partial, Exits(0, await shop.RunAsync("settle", "000001", "--now", "--yes")).Out, StringComparison.Ordinal);
        Assert.Empty(await shop.OthersAsync());
    }

    [Fact]
    public async Task What_is_proven_promises_no_undo_and_prints_the_commands_that_bring_the_old_database_back()
    {
        await using var shop = await MakeAsync();

        var proven = Exits(0, await shop.RunAsync("run", "--strategy", "restore", "--yes"));

        Assert.Equal("ann,bob", await shop.UsersAsync(shop.Name));
        Assert.Empty(await shop.OthersAsync());
        var dump = Assert.Single(Directory.GetFiles(Path.Combine(shop.Folder, "safety")));
        Assert.Contains($"Kept: the safety dump {dump}", proven.Out, StringComparison.Ordinal);
        Assert.Contains("Can't be undone: main/replace", proven.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("rollbackops undo goes back", proven.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Kept: the old database", proven.Out, StringComparison.Ordinal);
        var refused = Exits(2, await shop.RunAsync("undo", "--yes")).Error;
        Assert.Contains($"the safety dump {dump}", refused, StringComparison.Ordinal);
        Assert.Equal(ByHand(proven.Out), ByHand(refused));
        await TypeAsync(shop, ByHand(proven.Out));
        Assert.Equal("ann", await shop.UsersAsync(shop.Name));
        Assert.Equal("ann,bob", await shop.UsersAsync(Assert.Single(await shop.OthersAsync())));
    }

    private async Task<ShopSystem> MakeAsync()
    {
        var shop = await ShopSystem.MakeAsync(cluster);
        var runbook = Path.Combine(shop.Folder, "rollback.yaml");
        File.WriteAllText(runbook, File.ReadAllText(runbook).Replace("used-by: [service]", "used-by: [service], place: in-place, safety-dump: safety, integrity: [\"SELECT count(*) FROM orders WHERE id NOT IN (SELECT id FROM users)\"]", StringComparison.Ordinal));
        return shop;
    }

    // A newer backup with an order that no user made.
    private static void Unsound(ShopSystem shop)
    {
        var lines = File.ReadAllLines(Path.Combine(shop.Folder, "backups", "shop-20260217-100000.sql")).ToList();
        lines.Insert(lines.FindIndex(line => line.StartsWith("COPY public.orders", StringComparison.Ordinal)) + 1, "77");
        File.WriteAllLines(Path.Combine(shop.Folder, "backups", "shop-20260218-100000.sql"), lines);
    }

    private static (string Shell, string Sql) ByHand(string said) =>
        Typed().Match(said) is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value) : throw new InvalidOperationException($"no commands in: {said}");

    private async Task TypeAsync(ShopSystem shop, (string Shell, string Sql) typed)
    {
        var shell = new ProcessStartInfo("sh", ["-c", typed.Shell]) { WorkingDirectory = shop.Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["PGPASSWORD"] = PostgresCluster.Password } };
        Exits(0, await Tool.EndAsync(shell));
        foreach (var statement in typed.Sql.Split("; "))
            await cluster.SqlAsync("postgres", $"{statement.TrimEnd(';')};");
    }

    [GeneratedRegex(@"(pg_restore [^,;]*--create[^,;]*), then (?:with nobody in \S+, )?from database postgres: ((?:ALTER DATABASE \S+ RENAME TO \S+;? ?)+)")]
    private static partial Regex Typed();
}
