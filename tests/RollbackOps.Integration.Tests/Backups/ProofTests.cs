using System.Diagnostics;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Kept;
using RollbackOps.Integration.Tests.Postgres;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Backups;

/// <summary>A backup is known to be good, or not, before it is needed.</summary>
[Collection(PostgresTests.Name)]
public sealed class ProofTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Row", "N6")]
    [InlineData("backups/shop-*.sql.gz")]
    [InlineData("backups/shop-*.dump")]
    public async Task What_was_made_is_proven_listed_as_proven_and_the_plan_says_so(string pattern)
    {
        await using var shop = await ShopSystem.MakeAsync(cluster);
        Edit(shop, "backups/*.sql", pattern);
        Edit(shop, "used-by: [service]", "used-by: [service], expect: { users: 1 }, integrity: [\"SELECT count(*) FROM users WHERE name IS NULL\"]");
        var oid = await shop.OidAsync();
        Exits(0, await shop.RunAsync("backup", "main"));
        Assert.Contains("never proven", Exits(0, await shop.RunAsync("backups", "main")).Out, StringComparison.Ordinal);

        var proven = Exits(0, await shop.RunAsync("prove", "main")).Out;
        Assert.Contains("PROVEN", proven, StringComparison.Ordinal);
        Assert.Contains("2 rows in 2 tables counted; as many as were recorded when it was made; 1 expected; constraints and indexes valid; 1 integrity queries answer 0", proven, StringComparison.Ordinal);
        Assert.Contains("  proven on ", Exits(0, await shop.RunAsync("backups", "main")).Out, StringComparison.Ordinal);
        var plan = Exits(0, await shop.RunAsync("plan", "--strategy", "restore")).Out;
        Assert.Contains("was proven on", plan, StringComparison.Ordinal);
        Assert.Equal((oid, ""), (await shop.OidAsync(), await LeftAsync()));
        Assert.True(shop.Runs);
    }

    [Theory]
    [InlineData("cut off", "is broken")]
    [InlineData("too few rows", "1 rows in users")]
    [InlineData("refused by the server", "public.nothing")]
    public async Task What_is_wrong_with_a_backup_is_found_before_it_is_needed_and_stays_known(string how, string says)
    {
        await using var shop = await ShopSystem.MakeAsync(cluster);
        Edit(shop, "used-by: [service]", "used-by: [service], expect: { users: \">= 2\" }");
        var backup = Path.Combine(shop.Folder, "backups", "shop-20260217-100000.sql");
        var lines = File.ReadAllLines(backup).ToList();
        if (how == "cut off")
            lines.RemoveRange(lines.FindIndex(line => line.StartsWith("2\tbob", StringComparison.Ordinal)), lines.Count - lines.FindIndex(line => line.StartsWith("2\tbob", StringComparison.Ordinal)));
        else if (how == "too few rows")
            lines.RemoveAll(line => line.StartsWith("2\tbob", StringComparison.Ordinal));
        else
            lines.Insert(lines.FindIndex(line => line.StartsWith("ALTER TABLE ONLY", StringComparison.Ordinal)), "ALTER TABLE public.nothing ADD COLUMN x int;");
        File.WriteAllLines(backup, lines);

        var failed = Exits(2, await shop.RunAsync("prove", "main", "--from", "shop-20260217-100000.sql")).Out;
        Assert.Contains("NOT PROVEN", failed, StringComparison.Ordinal);
        if (how != "cut off")
            Assert.Contains(says, failed, StringComparison.Ordinal);
        Assert.Contains("FAILED", Exits(0, await shop.RunAsync("backups")).Out, StringComparison.Ordinal);
        if (how != "cut off")
            Assert.Contains("FAILED when it was last proven", Exits(0, await shop.RunAsync("plan", "--strategy", "restore")).Out, StringComparison.Ordinal);
        Assert.Equal("", await LeftAsync());
    }

    [Fact]
    public async Task A_backup_that_was_touched_since_it_was_made_is_not_proven()
    {
        await using var shop = await ShopSystem.MakeAsync(cluster);
        Exits(0, await shop.RunAsync("backup", "main"));
        var own = Directory.GetFiles(Path.Combine(shop.Folder, "backups")).Single(file => !file.Contains("20260217", StringComparison.Ordinal));
        await File.WriteAllTextAsync(own, (await File.ReadAllTextAsync(own, Cancel)).Replace("1\tann", "1\tANN", StringComparison.Ordinal), Cancel);
        var result = Exits(2, await shop.RunAsync("prove", "main")).Out;
        Assert.Contains("was recorded", result, StringComparison.Ordinal);
        Assert.Contains("--from <file>", result, StringComparison.Ordinal);
        Assert.Contains("was recorded", Exits(2, await shop.RunAsync("restore", "main", "--yes")).Error, StringComparison.Ordinal);
        Assert.True(shop.Runs);
    }

    [Fact]
    public async Task A_password_in_clear_and_a_user_who_may_not_make_databases_are_told_at_once()
    {
        await using var shop = await ShopSystem.MakeAsync(cluster);
        var clear = Exits(1, await shop.RunAsync("prove", "main", "--server", $"postgresql://postgres:{PostgresCluster.Password}@localhost:{cluster.Port}/postgres")).All;
        Assert.Contains("${env:PASSWORD}", clear, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresCluster.Password, clear, StringComparison.Ordinal);

        await cluster.SqlAsync("postgres", "CREATE ROLE prover LOGIN PASSWORD 'none'");
        try
        {
            var start = shop.Start("prove", "main", "--server", $"postgresql://prover:${{env:PROVER}}@localhost:{cluster.Port}/postgres");
            start.Environment["PROVER"] = "none";
            Assert.Contains("ALTER ROLE \"prover\" CREATEDB", Exits(2, await Tool.EndAsync(start)).All, StringComparison.Ordinal);
        }
        finally
        {
            await cluster.SqlAsync("postgres", "DROP ROLE prover");
        }
    }

    [Fact]
    public async Task A_backup_is_proven_on_another_server_whose_password_is_nowhere()
    {
        await using var shop = await ShopSystem.MakeAsync(cluster);
        var start = shop.Start("prove", "main", "--server", $"postgresql://postgres:${{env:KEPT_PASSWORD}}@localhost:{cluster.Port}/postgres");
        var result = Exits(0, await Tool.EndAsync(start));
        Assert.Contains($"on the server at localhost:{cluster.Port}", result.Out, StringComparison.Ordinal);
        var written = string.Concat(Directory.EnumerateFiles(Path.Combine(shop.Folder, "state"), "*.jsonl", SearchOption.AllDirectories).Select(File.ReadAllText)) + result.All;
        Assert.DoesNotContain(PostgresCluster.Password, written, StringComparison.Ordinal);
        Assert.Equal("", await LeftAsync());

        await shop.SqlAsync("CREATE ROLE gone_soon; ALTER TABLE users OWNER TO gone_soon;");
        Exits(0, await shop.RunAsync("backup", "main"));
        await shop.SqlAsync("ALTER TABLE users OWNER TO postgres; DROP ROLE gone_soon;");
        var missing = Exits(2, await Tool.EndAsync(shop.Start("prove", "main", "--server", $"postgresql://postgres:${{env:KEPT_PASSWORD}}@localhost:{cluster.Port}/postgres")));
        Assert.Contains("That says nothing of the backup", missing.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("FAILED", Exits(0, await shop.RunAsync("backups")).Out, StringComparison.Ordinal);
        Assert.Equal("", await LeftAsync());
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task What_a_killed_proof_left_is_dropped_by_the_next_and_there_is_one_at_a_time(string signal)
    {
        await using var shop = await ShopSystem.MakeAsync(cluster);
        await shop.SqlAsync("CREATE TABLE large AS SELECT g AS id, repeat(md5(g::text), 8) AS text FROM generate_series(1, 400000) g; CREATE INDEX ON large (text);");
        Exits(0, await shop.RunAsync("backup", "main"));
        using (var proof = Begin(shop.Start("prove", "main")))
        {
            await UntilAsync(async () => await LeftAsync() != "");
            var second = Exits(2, await shop.RunAsync("prove", "main"));
            Assert.Contains("Another process proves a backup of database 'main'", second.Error, StringComparison.Ordinal);
            await Tool.ShellAsync("/", "/bin/kill", $"-{signal}", $"{proof.Id}");
            await proof.WaitForExitAsync(Cancel);
        }

        Assert.Equal(signal == "TERM", await LeftAsync() == "");
        Assert.Contains("never proven", Exits(0, await shop.RunAsync("backups")).Out, StringComparison.Ordinal);
        Exits(0, await shop.RunAsync("prove", "main", "--from", "shop-20260217-100000.sql"));
        Assert.Equal("", await LeftAsync());
    }

    [Fact]
    public async Task An_SQLite_backup_is_proven_in_a_file_of_its_own()
    {
        using var system = new TinySystem();
        Assert.Contains("would be restored", Exits(0, await system.RunAsync("prove", "main", "--what-if")).Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(system.Folder, "state")));
        Assert.Contains("restored whole, 2 rows in 1 tables counted; integrity and foreign keys hold", Exits(0, await system.RunAsync("prove", "main")).Out, StringComparison.Ordinal);
        Assert.Contains("was proven on", Exits(0, await system.RunAsync("plan", "--strategy", "restore")).Out, StringComparison.Ordinal);
        Assert.Contains("an SQLite file", Exits(1, await system.RunAsync("prove", "main", "--server", "postgresql://h/d")).Error, StringComparison.Ordinal);

        system.Execute("backups/app-20260217-100000.db", "PRAGMA foreign_keys = OFF; CREATE TABLE orders (user INTEGER REFERENCES people (id)); CREATE TABLE people (id INTEGER PRIMARY KEY); INSERT INTO orders VALUES (7)");
        Assert.Contains("rows of orders refer to rows that are not there", Exits(0, await system.RunAsync("prove", "main")).Out, StringComparison.Ordinal);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(system.Folder, "backups", "app-20260217-100000.db"), Cancel);
        await File.WriteAllBytesAsync(Path.Combine(system.Folder, "backups", "app-20260217-100000.db"), bytes[..(bytes.Length / 2)], Cancel);
        Exits(2, await system.RunAsync("prove", "main"));
        Assert.Contains("FAILED", Exits(0, await system.RunAsync("backups")).Out, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(system.State, "beside", "proof-main"), "*.db", SearchOption.AllDirectories));
    }

    private Task<string> LeftAsync() => cluster.SqlAsync("postgres", "SELECT datname FROM pg_database WHERE starts_with(datname, 'rollbackops_proof_');");

    private static void Edit(ShopSystem shop, string from, string to)
    {
        var runbook = Path.Combine(shop.Folder, "rollback.yaml");
        File.WriteAllText(runbook, File.ReadAllText(runbook).Replace(from, to, StringComparison.Ordinal));
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var began = Stopwatch.StartNew(); !await condition(); await Task.Delay(20, Cancel))
            Assert.True(began.Elapsed < TimeSpan.FromMinutes(1), "it did not come within a minute");
    }
}
