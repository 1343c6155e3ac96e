using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Kept;
using RollbackOps.Integration.Tests.Postgres;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Backups;

/// <summary>The tool makes backups of a PostgreSQL database, and leaves nothing half made.</summary>
[Collection(PostgresTests.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class PostgresBackupTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("backups/shop-*.sql.gz", null, "plain, gzip")]
    [InlineData("backups/shop-*.sql.zst", null, "plain, zstd")]
    [InlineData("backups/shop-*.sql", "plain", "plain")]
    [InlineData("backups/shop-*.dump", null, "custom")]
    [InlineData("backups/shop-*", "custom", "custom")]
    [InlineData("made/for/it/shop-*", null, "plain, gzip")]
    public async Task A_backup_is_whole_recorded_and_comes_back(string pattern, string? format, string written)
    {
        await using var shop = await MakeAsync(pattern);
        string[] asked = format is null ? [] : ["--format", format];
        var made = Parse(Exits(0, await shop.RunAsync(["backup", "main", "--json", .. asked])));
        Assert.Equal(written, made.GetProperty("format").GetString());
        Assert.Equal((1, 1), (made.GetProperty("rows").GetProperty("public.users").GetInt32(), made.GetProperty("rows").GetProperty("public.orders").GetInt32()));
        Assert.Contains("pg_dump (PostgreSQL) 15", made.GetProperty("tool").GetString(), StringComparison.Ordinal);
        var path = made.GetProperty("path").GetString()!;
        Assert.Equal(new FileInfo(path).Length, made.GetProperty("bytes").GetInt64());
        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*", SearchOption.AllDirectories), file => !file.Contains("20260217", StringComparison.Ordinal));

        await shop.SqlAsync("DELETE FROM users;");
        File.WriteAllText(Path.Combine(shop.Folder, "rollback.yaml"), Text(shop).Replace("\">= 2\"", "\">= 1\"", StringComparison.Ordinal));
        var plan = Exits(0, await shop.RunAsync("run", "--strategy", "restore", "--yes"));
        Assert.Contains("says the ledger", plan.Out, StringComparison.Ordinal);
        Assert.Equal("ann", await shop.UsersAsync(shop.Name));
    }

    [Theory]
    [InlineData("backups/shop-*.sql.gz")]
    [InlineData("backups/shop-*.dump")]
    public async Task A_database_in_a_pod_is_backed_up_and_proven_through_it(string pattern)
    {
        await using var shop = await MakeAsync(pattern);
        using var kubectl = new FakeKubectl(cluster, shop.Name, PostgresCluster.Password, "db-0");
        var url = Text(shop).Split("postgres: \"")[1].Split('"')[0];
        File.WriteAllText(Path.Combine(shop.Folder, "rollback.yaml"), Text(shop).Replace($"postgres: \"{url}\"", "postgres: { pod: db-0 }", StringComparison.Ordinal));
        Assert.Equal(1, Parse(Exits(0, await shop.RunAsync("backup", "main", "--json"))).GetProperty("rows").GetProperty("public.users").GetInt32());
        Assert.Contains("2 rows in 2 tables counted; as many as were recorded", Exits(0, await shop.RunAsync("prove", "main")).Out, StringComparison.Ordinal);
        Assert.Contains(kubectl.Log, line => line.Contains("pg_dump", StringComparison.Ordinal));
        Assert.Equal("", await cluster.SqlAsync("postgres", "SELECT datname FROM pg_database WHERE starts_with(datname, 'rollbackops_proof_');"));
        Assert.Contains("on the server at 127.0.0.1", Exits(0, await shop.RunAsync("prove", "main", "--server", $"postgresql://postgres:${{env:KEPT_PASSWORD}}@127.0.0.1:{cluster.Port}/postgres")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_the_server_keeps_is_made_and_comes_back_and_older_ones_go()
    {
        await using var shop = await MakeAsync("backups/shop-*.sql.gz");
        Assert.Contains("doesn't say that they may be", Exits(1, await shop.RunAsync("backup", "main", "--format", "template")).Error, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(shop.Folder, "rollback.yaml"), Text(shop).Replace("used-by:", "points: template, used-by:", StringComparison.Ordinal).Replace("\">= 2\"", "\">= 1\"", StringComparison.Ordinal));

        Assert.Contains("would be backed up by CREATE DATABASE", Exits(0, await shop.RunAsync("backup", "main", "--format", "template", "--what-if")).Out, StringComparison.Ordinal);
        var first = Parse(Exits(0, await shop.RunAsync("backup", "main", "--format", "template", "--json"))).GetProperty("path").GetString()!;
        await UntilAsync(() => first != $"{shop.Name}_point_{DateTime.UtcNow:yyyyMMdd_HHmmss}");
        var made = Parse(Exits(0, await shop.RunAsync("backup", "main", "--format", "template", "--keep", "1", "--json")));
        Assert.Equal([$"the point {first}"], made.GetProperty("removed").EnumerateArray().Select(one => one.GetString()));
        await shop.SqlAsync("DELETE FROM users;");
        var back = Exits(0, await shop.RunAsync("restore", "main", "--from", made.GetProperty("path").GetString()!, "--yes"));

        Assert.Contains("nothing is restored", back.Out, StringComparison.Ordinal);
        Assert.Equal("ann", await shop.UsersAsync(shop.Name));
    }

    [Fact]
    public async Task A_pg_dump_that_is_older_than_the_server_is_refused_before_anything_is_written()
    {
        await using var shop = await MakeAsync("backups/shop-*.sql.gz");
        var start = shop.Start("backup", "main");
        Fake(shop, start, "echo 'pg_dump (PostgreSQL) 13.2'");
        var result = Exits(2, await Tool.EndAsync(start));
        Assert.Contains("is PostgreSQL 15, and the pg_dump that is found here is older: pg_dump (PostgreSQL) 13.2", result.Error, StringComparison.Ordinal);
        Assert.Contains("postgresql-client-15", result.Error, StringComparison.Ordinal);
        Assert.Single(Files(shop));
    }

    [Theory]
    [InlineData("case $1 in --version) echo 'pg_dump (PostgreSQL) 15.1';; *) exec /usr/lib/postgresql/15/bin/pg_dump \"$@\" | head -c 700;; esac", "is not whole, and was removed")]
    [InlineData("case $1 in --version) echo 'pg_dump (PostgreSQL) 15.1';; *) echo 'pg_dump: error: query failed: ERROR:  permission denied for table users' >&2; exit 1;; esac", "GRANT pg_read_all_data")]
    [InlineData("case $1 in --version) echo 'pg_dump (PostgreSQL) 15.1';; *) echo half; echo 'server closed the connection unexpectedly' >&2; exit 1;; esac", "Check that the server runs")]
    public async Task What_is_not_whole_is_never_a_backup(string program, string says)
    {
        await using var shop = await MakeAsync("backups/shop-*.sql.gz");
        var start = shop.Start("backup", "main");
        Fake(shop, start, program);
        Assert.Contains(says, Exits(2, await Tool.EndAsync(start)).Error, StringComparison.Ordinal);
        Assert.Single(Files(shop));
        Assert.DoesNotContain("the ledger", Exits(0, await shop.RunAsync("backups")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_is_said_and_nothing_is_left()
    {
        await using var shop = await MakeAsync("backups/shop-*.sql.gz");
        File.WriteAllText(Path.Combine(shop.Folder, "rollback.yaml"), Text(shop).Replace($":{cluster.Port}/", ":1/", StringComparison.Ordinal));
        Assert.Contains("can't be reached", Exits(2, await shop.RunAsync("backup", "main")).Error, StringComparison.Ordinal);
        Assert.Single(Files(shop));
    }

    [Fact]
    public async Task A_full_disk_is_said_and_nothing_is_left()
    {
        Needs.Root();
        await using var shop = await MakeAsync("disk/shop-*.sql");
        var disk = Path.Combine(shop.Folder, "disk");
        Directory.CreateDirectory(disk);
        await Tool.ShellAsync("/", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk);
        try
        {
            await shop.SqlAsync("INSERT INTO users SELECT g, repeat(md5(g::text), 10) FROM generate_series(10, 1000) g;");
            var full = Exits(2, await shop.RunAsync("backup", "main"));
            Assert.Contains("The disk became full", full.Error, StringComparison.Ordinal);
            Assert.Contains("df -h", full.Error, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFiles(disk));
        }
        finally
        {
            await Tool.ShellAsync("/", "umount", disk);
        }
    }

    [Fact]
    public async Task A_folder_that_cant_be_written_to_is_said()
    {
        await using var shop = await MakeAsync("rollback.yaml/shop-*.sql");
        Assert.Contains("can't be written by", Exits(2, await shop.RunAsync("backup", "main")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_format_that_the_pattern_contradicts_is_refused()
    {
        await using var shop = await MakeAsync("backups/shop-*.sql.gz");
        Assert.Contains("would put another kind of file under that name", Exits(1, await shop.RunAsync("backup", "main", "--format", "custom")).Error, StringComparison.Ordinal);
        Assert.Contains("is no format", Exits(1, await shop.RunAsync("backup", "main", "--format", "tar")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KILL", false)]
    [InlineData("TERM", true)]
    public async Task A_maker_that_is_ended_leaves_no_backup_and_what_it_left_goes_with_the_next_one(string signal, bool clears)
    {
        await using var shop = await MakeAsync("backups/*");
        using var blocker = await shop.SessionAsync(shop.Name);
        await blocker.StandardInput.WriteLineAsync("BEGIN; LOCK TABLE users; SELECT 'locked';");
        await blocker.StandardInput.FlushAsync(Cancel);
        Assert.Equal("locked", await blocker.StandardOutput.ReadLineAsync(Cancel));
        using (var maker = Begin(shop.Start("backup", "main")))
        {
            var partial = Path.Combine(shop.Folder, "backups");
            await UntilAsync(() => Directory.EnumerateFiles(partial, "*.rollbackops-partial").Any());
            await Tool.ShellAsync("/", "/bin/kill", $"-{signal}", $"{maker.Id}");
            await maker.WaitForExitAsync(Cancel);
        }

        Assert.Equal(clears, !Files(shop).Any(file => file.Contains("partial", StringComparison.Ordinal)));
        Assert.DoesNotContain("partial", Exits(0, await shop.RunAsync("backups")).Out, StringComparison.Ordinal);
        await blocker.StandardInput.WriteLineAsync("ROLLBACK;");
        blocker.StandardInput.Close();
        await blocker.WaitForExitAsync(Cancel);
        Exits(0, await shop.RunAsync("backup", "main"));
        Assert.Equal(2, Files(shop).Length);
    }

    [Fact]
    public async Task A_backup_is_made_while_a_run_is_under_way_and_neither_waits_for_the_other()
    {
        await using var shop = await ShopSystem.MakeAsync(cluster, Wait("touch mended"));
        Pattern(shop, "backups/shop-*.sql");
        File.WriteAllText(Path.Combine(shop.Folder, "rollback.yaml"), Text(shop).Replace("\">= 2\"", "\">= 1\"", StringComparison.Ordinal));
        using var run = Begin(shop.Start("run", "--strategy", "both", "--backup", "main=backups/shop-20260217-100000.sql", "--yes"));
        await ReachedAsync(shop.Folder, run);
        await shop.OpenAsync(shop.Name);
        Exits(0, await shop.RunAsync("backup", "main"));
        await File.WriteAllTextAsync(Path.Combine(shop.Folder, "go"), "", Cancel);
        await run.WaitForExitAsync(Cancel);
        Assert.Equal(2, Files(shop).Length);
    }

    [Fact]
    [Trait("Row", "N6")]
    public async Task An_earlier_backup_that_was_changed_since_it_was_made_is_left_out_and_the_plan_says_so()
    {
        await using var shop = await MakeAsync("backups/shop-*.sql");
        File.WriteAllText(Path.Combine(shop.Folder, "rollback.yaml"), Text(shop)
            .Replace("restore: { back: [main]", "restore: { back: [main], earlier-backups: 2", StringComparison.Ordinal)
            .Replace("\"backups/shop-*.sql\"", "{ files: \"backups/shop-*.sql\", time: yyyyMMdd-HHmmssfff }", StringComparison.Ordinal));
        var first = Parse(Exits(0, await shop.RunAsync("backup", "main", "--json"))).GetProperty("path").GetString()!;
        Exits(0, await shop.RunAsync("backup", "main"));
        await File.AppendAllTextAsync(first, "-- touched\n", Cancel);
        Assert.Contains($"The earlier backup {Path.GetFileName(first)} has another checksum", Exits(0, await shop.RunAsync("plan", "--strategy", "restore")).Out, StringComparison.Ordinal);
    }

    private async Task<ShopSystem> MakeAsync(string pattern)
    {
        var shop = await ShopSystem.MakeAsync(cluster);
        Pattern(shop, pattern);
        return shop;
    }

    private static void Pattern(ShopSystem shop, string pattern) =>
        File.WriteAllText(Path.Combine(shop.Folder, "rollback.yaml"), Text(shop).Replace("backups/*.sql", pattern, StringComparison.Ordinal));

    private static string Text(ShopSystem shop) => File.ReadAllText(Path.Combine(shop.Folder, "rollback.yaml"));

    private static string[] Files(ShopSystem shop) => Directory.GetFiles(Path.Combine(shop.Folder, "backups"));

    private static JsonElement Parse(ToolResult result) => JsonDocument.Parse(result.Out).RootElement;

    private static void Fake(ShopSystem shop, ProcessStartInfo start, string program)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(shop.Folder, "bin")).FullName, "pg_dump");
        File.WriteAllText(file, $"#!/bin/sh\n{program}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        start.Environment["PATH"] = $"{Path.GetDirectoryName(file)}:{System.Environment.GetEnvironmentVariable("PATH")}";
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var began = Stopwatch.StartNew(); !condition(); await Task.Delay(50, Cancel))
            Assert.True(began.Elapsed < TimeSpan.FromMinutes(1), "it did not come within a minute");
    }
}
