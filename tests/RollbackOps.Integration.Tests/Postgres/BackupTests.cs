using System.IO.Compression;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Integration.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class BackupTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("cut off", "cut off", "gzip -t")]
    [InlineData("empty", "is empty", "another backup")]
    [InlineData("flipped", "is broken", "gzip -t")]
    [InlineData("added", "something was added behind it", "gzip -t")]
    [InlineData("plain cut off", "ends", "another backup")]
    [InlineData("archive cut off", "is broken", "pg_restore -l")]
    public async Task A_broken_backup_is_refused_and_the_live_database_is_untouched(string how, string says, string next)
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var path = how switch
        {
            "plain cut off" => await shop.BackupAsync(),
            "archive cut off" => await shop.BackupAsync("shop-20260217.dump", "-Fc"),
            _ => await shop.BackupAsync("shop-20260217.sql.gz", "-Z6"),
        };
        var good = await File.ReadAllBytesAsync(path, Cancel);
        await File.WriteAllBytesAsync(
            path,
            how switch
            {
                "empty" => [],
                "flipped" => Flipped(good),
                "added" => [.. good, .. "trailing bytes"u8],
                _ => good[..(good.Length * 3 / 4)],
            },
            Cancel);

        await RefusedAsync(shop, path, says, next);
    }

    [Fact]
    public async Task An_error_in_the_middle_names_the_line_and_leaves_only_what_undo_drops()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var path = await shop.BackupAsync();
        var lines = (await File.ReadAllTextAsync(path, Cancel)).Split('\n').ToList();
        var at = lines.FindIndex(line => line.StartsWith("ALTER TABLE ONLY public.users", StringComparison.Ordinal));
        lines.Insert(at, "ALTER TABLE public.nothing ADD COLUMN x int;");
        await File.WriteAllTextAsync(path, string.Join('\n', lines), Cancel);

        await RefusedAsync(shop, path, $"line {at + 1}: relation \"public.nothing\" does not exist", "live database is untouched");
    }

    [Fact]
    public async Task Another_databases_dump_is_refused_unless_rules_hold()
    {
        await using var other = await Shop.MakeAsync(cluster);
        await other.SqlAsync("ALTER TABLE users RENAME TO patients; ALTER TABLE orders RENAME TO visits;");
        await using var shop = await Shop.MakeAsync(cluster);
        var path = await other.BackupAsync();

        await RefusedAsync(shop, path, "seems to be of another database", "expect:");

        shop.Part = shop.Part with { Expect = [new RowRule("patients", ">=", 1)] };
        await shop.Drive(await shop.PlanAsync(Cancel, path), "000002").DoAsync(Cancel, "main/beside");
    }

    [Theory]
    [InlineData("users", ">=", 4, "has 3 rows in users")]
    [InlineData("public.nobody", ">=", 1, "has no table public.nobody")]
    public async Task Rows_that_break_a_rule_are_refused(string table, string comparison, long rows, string says)
    {
        await using var shop = await Shop.MakeAsync(cluster);
        shop.Part = shop.Part with { Expect = [new RowRule(table, comparison, rows)] };

        await RefusedAsync(shop, await shop.BackupAsync(), says, "earlier backup");
    }

    [Fact]
    [Trait("Safety", "7")]
    public async Task A_dump_that_drops_and_creates_databases_never_reaches_psql()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var path = await shop.BackupAsync("shop-20260217.sql", "-C", "--clean");

        await RefusedAsync(shop, path, "DROP DATABASE in line", "pg_dump -C writes it");
    }

    [Fact]
    public async Task A_backup_that_changed_since_the_plan_is_not_restored()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var path = await shop.BackupAsync();
        var driver = shop.Drive(await shop.PlanAsync(Cancel));
        var text = await File.ReadAllTextAsync(path, Cancel);
        await File.WriteAllTextAsync(path, text.Replace("1\tada\t", "1\tADA\t", StringComparison.Ordinal), Cancel);

        var error = await Assert.ThrowsAsync<RollbackException>(() => driver.DoAsync(Cancel));

        Assert.Equal(RollbackErrorId.ChangedByOthers, error.Id);
        await File.WriteAllTextAsync(path, text + "\n", Cancel);
        Assert.Equal(Verdict.Foreign, await driver.VerdictAsync("main/read", Cancel));
    }

    [Fact]
    public async Task An_archive_that_changed_after_it_was_read_is_not_restored()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var path = await shop.BackupAsync("shop-20260217.dump", "-Fc");
        var driver = shop.Drive(await shop.PlanAsync(Cancel));
        driver.BeforeDoing = async step =>
        {
            if (step.Id != "main/beside")
                return;
            await shop.SqlAsync("UPDATE users SET name = 'BROKEN';");
            await shop.BackupAsync("shop-20260217.dump", "-Fc");
        };

        var error = await Assert.ThrowsAsync<RollbackException>(() => driver.DoAsync(Cancel, "main/beside"));

        Assert.Equal(RollbackErrorId.ChangedByOthers, error.Id);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_the_server_keeps_out_are_missed()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var path = await shop.BackupAsync();
        var text = await File.ReadAllTextAsync(path, Cancel);
        const string Guard =
            """
            CREATE FUNCTION public.nobody() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
            CREATE TRIGGER nobody BEFORE INSERT ON public.orders FOR EACH ROW EXECUTE FUNCTION public.nobody();

            """;
        await File.WriteAllTextAsync(path, text.Replace("COPY public.orders", Guard + "COPY public.orders", StringComparison.Ordinal), Cancel);

        await RefusedAsync(shop, path, "has 1000 rows for public.orders, and 0 are there", "another backup");
    }

    [Fact]
    [Trait("Safety", "21")]
    public async Task The_newest_backup_is_the_one_whose_name_says_so_whatever_its_files_time()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var newer = await shop.BackupAsync("shop-2026-02-17T10-00-00.sql");
        var older = await shop.BackupAsync("shop-2026-02-16T10-00-00.sql");
        File.SetLastWriteTimeUtc(newer, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(older, DateTime.UtcNow);

        var plan = await shop.PlanAsync(Cancel);

        Assert.Contains(plan.Findings, finding => finding.Subject == $"backup {newer}");
        Assert.Equal(new DateTimeOffset(2026, 2, 17, 10, 0, 0, TimeSpan.Zero), Assert.Single(plan.Losses).Since);
    }

    [Fact]
    public async Task The_plan_says_how_many_rows_are_given_up()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync("shop-20260217.sql.gz", "-Z6");
        await shop.SqlAsync("INSERT INTO orders (user_id) SELECT 1 FROM generate_series(1, 17);");

        var loss = Assert.Single((await shop.PlanAsync(Cancel)).Losses);

        Assert.Equal(new Dictionary<string, long> { ["public.orders"] = 17 }, loss.Rows);
        Assert.Equal($"database {PostgresNames.Kept(shop.Name, await shop.OidAsync(shop.Name))}", loss.Kept);
    }

    [Theory]
    [InlineData("psql -X -q \"$DATABASE_URL\"")]
    [InlineData("psql -X -q")]
    [InlineData("psql -X -q -d \"$ROLLBACKOPS_DATABASE\"")]
    public async Task Migrations_run_forward_on_the_copy_alone(string psql)
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync();
        shop.Part = shop.Part with { Forward = new() { Run = ["sh", "-c", $"{psql} -c 'CREATE TABLE migrated (x int)'"] } };
        var driver = shop.Drive(await shop.PlanAsync(Cancel));

        await driver.DoAsync(Cancel, "main/beside");

        Assert.Equal("", await shop.SqlAsync("SELECT to_regclass('migrated');"));
        await driver.DoAsync(Cancel);
        Assert.Equal("migrated", await shop.SqlAsync("SELECT to_regclass('migrated');"));
    }

    [Fact]
    public async Task A_migration_that_fails_refuses_the_run()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        shop.Part = shop.Part with { Forward = new() { Run = ["sh", "-c", "echo cannot migrate >&2; exit 3"] } };

        await RefusedAsync(shop, await shop.BackupAsync(), "cannot migrate", "run the same command again");
    }

    private async Task RefusedAsync(Shop shop, string path, string says, string next)
    {
        var (oid, rows, driver) = (await shop.OidAsync(shop.Name), await shop.RowsAsync(), default(Environment.StepDriver));

        var error = await Assert.ThrowsAsync<RollbackException>(async () =>
        {
            driver = shop.Drive(await shop.PlanAsync(Cancel, path));
            await driver.DoAsync(Cancel, "main/beside");
        });

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains(next, error.Next, StringComparison.Ordinal);
        if (!says.StartsWith("cannot", StringComparison.Ordinal))
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        if (driver is not null)
            await driver.UndoAsync(Cancel);
        Assert.Equal(oid, await shop.OidAsync(shop.Name));
        Assert.Equal(rows, await shop.RowsAsync());
        Assert.Empty(await shop.OthersAsync());
    }

    private static byte[] Flipped(byte[] good)
    {
        var bytes = (byte[])good.Clone();
        bytes[bytes.Length / 2] ^= 0x10;
        Assert.ThrowsAny<InvalidDataException>(() => new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress).CopyTo(Stream.Null));
        return bytes;
    }
}
