using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Postgres;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Kept;

/// <summary>What users write once they are let in is kept, also where the run is never proven and goes back.</summary>
[Collection(PostgresTests.Name)]
public sealed class WrittenBeforeProofTests(PostgresCluster cluster)
{
    private const string Never = "expect: \">= 99\"";

    [Fact]
    [Trait("Safety", "2")]
    public async Task Undo_of_a_held_run_keeps_the_database_that_users_wrote_to()
    {
        await using var shop = await ShopSystem.MakeAsync(cluster);
        await NeverProvenAsync(shop.Folder);
        Exits(4, await shop.RunAsync("run", "--strategy", "restore", "--yes"));
        await shop.SqlAsync("INSERT INTO users VALUES (9, 'eve');");

        Assert.Contains("at least 1 row of public.users", Exits(0, await shop.RunAsync("undo", "--what-if")).Out, StringComparison.Ordinal);
        await AssertKeptAsync(shop, Exits(0, await shop.RunAsync("undo", "--yes")));
    }

    [Fact]
    [Trait("Safety", "2")]
    public async Task A_run_that_turns_back_by_itself_keeps_it_too_and_settle_gives_it_up()
    {
        await using var shop = await ShopSystem.MakeAsync(cluster);
        await NeverProvenAsync(shop.Folder, "start: { run: [touch, running]", $"start: {{ run: [sh, -c, \"PGPASSWORD=$KEPT_PASSWORD psql -h 127.0.0.1 -p {cluster.Port} -U postgres -d {shop.Name} -qc \\\"INSERT INTO users VALUES (9, 'eve')\\\" && touch running\"]");

        await AssertKeptAsync(shop, Exits(3, await shop.RunAsync("run", "--strategy", "database", "--yes")));

        Exits(0, await shop.RunAsync("settle", "1", "--yes"));
        Assert.Empty(await shop.OthersAsync());
    }

    [Fact]
    [Trait("Safety", "2")]
    public async Task Undo_of_a_held_run_keeps_the_file_that_users_wrote_to()
    {
        using var system = new TinySystem();
        await NeverProvenAsync(system.Folder, "back: [main] }", "back: [main], on-failure: hold }");
        Exits(4, await system.RunAsync("run", "--strategy", "restore", "--yes"));
        system.Execute("app.db", "INSERT INTO users VALUES ('eve')");

        var undo = Exits(0, await system.RunAsync("undo", "--yes"));

        Assert.Equal("", system.Users());
        var left = Assert.Single(Directory.GetFiles(system.Folder, "app.db.back-*"));
        Assert.Contains(Path.GetFileName(left), undo.Out, StringComparison.Ordinal);
        File.Copy(left, Path.Combine(system.Folder, "app.db"), overwrite: true);
        Assert.Equal("ann,bob,eve", system.Users());
    }

    private static async Task AssertKeptAsync(ShopSystem shop, ToolResult result)
    {
        Assert.Equal("ann", await shop.UsersAsync(shop.Name));
        var left = Assert.Single(await shop.OthersAsync());
        Assert.Contains(left, result.All, StringComparison.Ordinal);
        await shop.OpenAsync(left);
        Assert.Equal("ann,bob,eve", await shop.UsersAsync(left));
    }

    private static async Task NeverProvenAsync(string folder, string old = "", string with = "")
    {
        var runbook = Path.Combine(folder, "rollback.yaml");
        var text = (await File.ReadAllTextAsync(runbook, TestContext.Current.CancellationToken)).Replace("expect: \">= 2\"", Never, StringComparison.Ordinal).Replace("system:", "health: { within: 2s, in-a-row: 1 }\nsystem:", StringComparison.Ordinal);
        text = text.Replace("health: { within: 2s }\n", "", StringComparison.Ordinal);
        await File.WriteAllTextAsync(runbook, old.Length == 0 ? text : text.Replace(old, with, StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }
}
