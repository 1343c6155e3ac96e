using System.Diagnostics;
using System.Runtime.Versioning;
using RollbackOps.Engine.Actions.Postgres;
using RollbackOps.Engine.Actions.Postgres.InPlace;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>Where there is no room for two: dumped, dropped, restored in its place, and never lost.</summary>
[Collection(PostgresTests.Name)]
[Trait("Safety", "15")]
[UnsupportedOSPlatform("windows")]
public sealed class InPlaceTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("shop-2026-02-17T10-00-00.sql.gz", "-Z6")]
    [InlineData("shop-2026-02-17T10-00-00.dump", "-Fc")]
    public async Task The_backup_comes_back_in_the_old_ones_place_with_settings_and_sequences(string name, string format)
    {
        await using var shop = await MakeAsync();
        shop.Part = shop.Part with { KeepsSequencesAhead = true };
        await shop.BackupAsync(name, format);
        await shop.BreakAsync();
        await shop.SqlAsync("SELECT setval('orders_id_seq', 5000);");
        var (old, settings, plan) = (await shop.OidAsync(shop.Name), await SettingsAsync(shop), await shop.PlanAsync(Cancel));
        var driver = shop.Drive(plan);

        await driver.DoAsync(Cancel);

        Assert.Equal(Shop.GoodRows, await shop.RowsAsync());
        Assert.Equal("1000|5001", await shop.SqlAsync("SELECT (SELECT count(*) FROM orders), nextval('orders_id_seq');"));
        Assert.Equal(settings, await SettingsAsync(shop));
        Assert.NotEqual(old, await shop.OidAsync(shop.Name));
        Assert.Empty(await shop.OthersAsync());
        var gone = Assert.IsType<Back.NoReturn>(plan.Steps.Single(step => step.Id == "main/replace").Back);
        Assert.Contains("no room for two", gone.Why, StringComparison.Ordinal);
        Assert.Equal($"a safety dump in {Safety(shop)}", Assert.Single(plan.Losses).Kept);
        var dump = Assert.Single(Directory.GetFiles(Safety(shop)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(dump));
        Assert.Contains(driver.Kept, kept => kept.Contains(dump, StringComparison.Ordinal));
        Assert.Equal(PostgresPlanner.Source(driver["main/replace"].Detail.GetProperty("dump").GetProperty("sha256").GetString()!), driver.Origins["main/replace"].Source);
    }

    [Fact]
    public async Task When_the_backup_fails_the_commands_that_are_printed_bring_the_old_database_back()
    {
        await using var shop = await MakeAsync();
        var path = await shop.BackupAsync();
        var text = await File.ReadAllTextAsync(path, Cancel);
        await File.WriteAllTextAsync(path, text.Replace("ALTER TABLE ONLY public.users\n", "ALTER TABLE public.no_such_table ADD COLUMN x int;\nALTER TABLE ONLY public.users\n", StringComparison.Ordinal), Cancel);
        await shop.BreakAsync();
        var (rows, settings, driver) = (await shop.RowsAsync(), await SettingsAsync(shop), shop.Drive(await shop.PlanAsync(Cancel)));

        var error = await Assert.ThrowsAsync<RollbackException>(() => driver.DoAsync(Cancel));

        Assert.Equal(RollbackErrorId.BackupUnusable, error.Id);
        Assert.Contains("no_such_table", error.Message, StringComparison.Ordinal);
        Assert.Contains($"The old database is dropped, and there is no {shop.Name} for now; all that it held is in the safety dump {Safety(shop)}", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await shop.OidAsync(shop.Name));
        Assert.Equal(Verdict.Partly, await driver.VerdictAsync("main/replace", Cancel));
        Assert.Equal(Verdict.Foreign, await driver.VerdictAsync("main/aside", Cancel));
        var detail = EngineJson.FromElement<InPlaceDetail>(driver["main/replace"].Detail);
        var client = await shop.Servers.OpenAsync(shop.Part, shop.Runbook, "test", Cancel);
        var restore = SafetyWords.Restore(client.Access, Assert.Single(Directory.GetFiles(Safety(shop))));
        Assert.Contains(restore, error.Next, StringComparison.Ordinal);
        Assert.Contains(SafetyWords.Rename(detail), error.Next, StringComparison.Ordinal);
        await ShellAsync(restore);
        await cluster.SqlAsync("postgres", SafetyWords.Rename(detail));
        Assert.Equal(rows, await shop.RowsAsync());
        Assert.Equal(settings, await SettingsAsync(shop));
    }

    [Fact]
    public async Task What_was_written_of_a_safety_dump_goes_with_the_undo()
    {
        await using var shop = await MakeAsync();
        await shop.BackupAsync();
        var (rows, driver) = (await shop.RowsAsync(), shop.Drive(await shop.PlanAsync(Cancel)));
        await driver.DoAsync(Cancel, "main/aside");
        var others = Path.Combine(Directory.CreateDirectory(Safety(shop)).FullName, "shop-main-before-run-000002.dump.partial");
        foreach (var partial in (string[])[Path.Combine(Safety(shop), "shop-main-before-run-000001.dump.partial"), others])
            await File.WriteAllTextAsync(partial, "PGDMP", Cancel);

        await driver.UndoAsync(Cancel);

        Assert.Equal([others], Directory.GetFiles(Safety(shop)));
        Assert.Equal(rows, await shop.RowsAsync());
    }

    [Fact]
    public async Task A_restore_that_was_killed_is_done_again()
    {
        await using var shop = await MakeAsync();
        await shop.SqlAsync("INSERT INTO orders (user_id) SELECT 1 FROM generate_series(1, 300000);");
        await shop.BackupAsync();
        var driver = shop.Drive(await shop.PlanAsync(Cancel));
        await driver.DoAsync(Cancel, "main/safety");
        using var killed = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var killing = Task.Run(
            async () =>
            {
                while (!(await shop.OthersAsync()).Any(name => name.Contains("_partial_", StringComparison.Ordinal)))
                    await Task.Yield();
                await killed.CancelAsync();
            },
            Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => driver.DoAsync(killed.Token, from: "main/replace"));
        await killing;

        Assert.Equal(Verdict.Partly, await driver.VerdictAsync("main/replace", Cancel));
        await driver.DoAsync(Cancel, from: "main/replace");

        Assert.Equal("301000", await shop.SqlAsync("SELECT count(*) FROM orders;"));
        Assert.Empty(await shop.OthersAsync());
    }

    [Theory]
    [InlineData("main/fence")]
    [InlineData("main/aside")]
    [InlineData("main/safety")]
    public async Task Before_the_drop_an_undo_brings_the_old_database_back(string upTo)
    {
        await using var shop = await MakeAsync();
        await shop.BackupAsync();
        await shop.BreakAsync();
        var (old, rows) = (await shop.OidAsync(shop.Name), await shop.RowsAsync());
        var driver = shop.Drive(await shop.PlanAsync(Cancel));

        await driver.DoAsync(Cancel, upTo);
        await driver.UndoAsync(Cancel);

        Assert.Equal((old, rows), (await shop.OidAsync(shop.Name), await shop.RowsAsync()));
        Assert.Empty(await shop.OthersAsync());
    }

    [Fact]
    public async Task Without_a_whole_safety_dump_nothing_is_dropped()
    {
        await using var shop = await MakeAsync();
        await shop.BackupAsync();
        await shop.BreakAsync();
        var (old, rows) = (await shop.OidAsync(shop.Name), await shop.RowsAsync());
        var driver = shop.Drive(await shop.PlanAsync(Cancel));
        driver.BeforeDoing = step =>
        {
            if (step.Id == "main/replace")
                File.Delete(Assert.Single(Directory.GetFiles(Safety(shop))));
            return Task.CompletedTask;
        };

        var error = await Assert.ThrowsAsync<RollbackException>(() => driver.DoAsync(Cancel));

        Assert.Contains("is not dropped", error.Message, StringComparison.Ordinal);
        await driver.UndoAsync(Cancel);
        Assert.Equal((old, rows), (await shop.OidAsync(shop.Name), await shop.RowsAsync()));
    }

    [Fact]
    public async Task A_database_that_can_not_be_dumped_is_refused_at_planning()
    {
        await using var shop = await MakeAsync();
        await shop.BackupAsync();
        shop.Part = shop.Part with { SafetyDump = null };
        var nowhere = await Assert.ThrowsAsync<RollbackException>(() => shop.PlanAsync(Cancel));
        shop.Part = shop.Part with { SafetyDump = Safety(shop) };
        await shop.SqlAsync("CREATE TABLE orphan (x int); UPDATE pg_class SET relowner = 999999 WHERE relname = 'orphan';");
        var undumpable = await Assert.ThrowsAsync<RollbackException>(() => shop.PlanAsync(Cancel));

        Assert.Contains("safety-dump: FOLDER", nowhere.Next, StringComparison.Ordinal);
        Assert.Contains("can't be dumped before", undumpable.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Safety(shop)));
    }

    private async Task<Shop> MakeAsync()
    {
        var shop = await Shop.MakeAsync(cluster);
        await cluster.SqlAsync("postgres", $"ALTER DATABASE {SqlQuote.Identifier(shop.Name)} SET work_mem TO '7MB'; GRANT CONNECT ON DATABASE {SqlQuote.Identifier(shop.Name)} TO pg_monitor; ALTER DATABASE {SqlQuote.Identifier(shop.Name)} CONNECTION LIMIT 42;");
        shop.Part = shop.Part with { InPlace = true, SafetyDump = Safety(shop) };
        return shop;
    }

    private static string Safety(Shop shop) => Path.Combine(Path.GetDirectoryName(shop.Backups)!, "safety dumps");

    private Task<string> SettingsAsync(Shop shop) => cluster.SqlAsync("postgres", $"""
        SELECT datconnlimit, pg_get_userbyid(datdba), datcollate, (SELECT array_agg(setconfig) FROM pg_db_role_setting WHERE setdatabase = d.oid),
          (SELECT array_agg((grantee, privilege_type) ORDER BY grantee, privilege_type) FROM aclexplode(datacl))
        FROM pg_database d WHERE datname = {SqlQuote.Literal(shop.Name)};
        """);

    private static async Task ShellAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardError = true, Environment = { ["PGPASSWORD"] = PostgresCluster.Password } })!;
        var said = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, $"{command}: {said}");
    }
}
