using System.Text;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>Whatever is wrong with a backup or the server's disk: a clear error, and the live database as it was.</summary>
[Collection(PostgresTests.Name)]
public sealed class BadInputTests(PostgresCluster cluster)
{
    private const string End = "--\n-- PostgreSQL database dump complete";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("newer version", "was taken from PostgreSQL 99.1, and the server is 15.", "version 99 or newer")]
    [InlineData("missing role", "role \"gone; role\" does not exist", "Create the role")]
    [InlineData("missing extension", "extension \"not_here\" is not available", "Install")]
    [InlineData("missing library", "could not access file \"$libdir/not_here\"", "Install")]
    [InlineData("wrong bytes", "invalid byte sequence for encoding \"UTF8\"", "another backup")]
    [InlineData("wrong encoding", "letters of that encoding can look like quotes", "pg_dump -E UTF8")]
    [InlineData("connect", @"holds \connect in line", "pg_dump -C writes it")]
    [InlineData("drop database", "holds DROP DATABASE in line", "pg_dump -C writes it")]
    [InlineData("shell", @"holds \! in line", "without that line")]
    [InlineData("drop role", "holds DROP ROLE in line", "without that line")]
    [InlineData("row", "invalid input syntax for type integer: \"x\"", "another backup")]
    [InlineData("too many columns", "extra data after last expected column", "another backup")]
    [InlineData("key twice", "could not create unique index", "another backup")]
    [InlineData("missing parent", "violates foreign key constraint", "another backup")]
    [InlineData("utf-16", "is written in UTF-16", "another backup")]
    [InlineData("message before it", "does not begin with pg_dump's line", "another backup")]
    [InlineData("two dumps", "goes on behind pg_dump's last line", "another backup")]
    [InlineData("schema only", "holds no data at all", "another backup")]
    [Trait("Safety", "7")]
    public async Task A_bad_backup_is_refused_or_undone_and_the_live_database_is_as_it_was(string what, string says, string next)
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var path = await shop.BackupAsync();
        var good = await File.ReadAllTextAsync(path, Cancel);
        await File.WriteAllBytesAsync(path, Spoiled(what, good), Cancel);

        await RefusedAsync(shop, path, RollbackErrorId.BackupUnusable, says, next);
    }

    [Fact]
    public async Task What_is_typed_after_a_dump_with_C_was_refused_makes_one_that_is_restored()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var path = await shop.BackupAsync(more: ["-C", "--clean", "--if-exists"]);
        await shop.BreakAsync();
        var error = await Assert.ThrowsAsync<RollbackException>(async () => await shop.Drive(await shop.PlanAsync(Cancel, path)).DoAsync(Cancel, "main/beside"));

        var typed = new System.Diagnostics.ProcessStartInfo("bash") { ArgumentList = { "-c", error.Next[error.Next.IndexOf('(', StringComparison.Ordinal)..] }, Environment = { ["HOME"] = shop.Backups } };
        using var shell = System.Diagnostics.Process.Start(typed)!;
        await shell.WaitForExitAsync(Cancel);
        await shop.Drive(await shop.PlanAsync(Cancel, Path.Combine(shop.Backups, "without-create.sql.gz"))).DoAsync(Cancel);

        Assert.Equal((Shop.GoodRows, "1000"), (await shop.RowsAsync(), await shop.SqlAsync("SELECT count(*) FROM orders")));
    }

    [Theory]
    [InlineData("shop-20260217.sql.gz", "pg_restore -l")]
    [InlineData("shop-20260217.sql", "pg_restore -l")]
    public async Task A_tar_with_another_name_is_refused(string name, string next)
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var path = Path.Combine(shop.Backups, name);
        var inside = Directory.CreateDirectory(Path.Combine(shop.Backups, "..", "inside")).FullName;
        await File.WriteAllTextAsync(Path.Combine(inside, "dump.sql"), "x", Cancel);
        await System.Formats.Tar.TarFile.CreateFromDirectoryAsync(inside, path, includeBaseDirectory: false, Cancel);

        await RefusedAsync(shop, path, RollbackErrorId.BackupUnusable, path, next);
    }

    [Fact]
    public async Task A_dump_with_carriage_returns_is_restored_as_it_means()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var path = await shop.BackupAsync();
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Cancel)).Replace("\n", "\r\n", StringComparison.Ordinal), Cancel);
        await shop.BreakAsync();

        await shop.Drive(await shop.PlanAsync(Cancel)).DoAsync(Cancel);

        Assert.Equal((Shop.GoodRows, "1000"), (await shop.RowsAsync(), await shop.SqlAsync("SELECT count(*) FROM orders")));
    }

    [Fact]
    public async Task A_dump_whose_letters_the_live_database_can_not_hold_is_refused()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var path = await shop.BackupAsync();
        await cluster.SqlAsync("postgres", $"DROP DATABASE {SqlQuote.Identifier(shop.Name)};\nCREATE DATABASE {SqlQuote.Identifier(shop.Name)} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0;");
        await shop.SqlAsync("CREATE TABLE users (id int, name text, note text); INSERT INTO users VALUES (1, 'live', NULL); CREATE TABLE orders (id int);");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Cancel)).Replace("3\tüber", "3\t日本", StringComparison.Ordinal), Cancel);

        await RefusedAsync(shop, path, RollbackErrorId.BackupUnusable, "has no equivalent in encoding \"LATIN1\"", "another backup");
    }

    [Theory]
    [InlineData("-Fp", ".sql.gz")]
    [InlineData("-Fc", ".dump")]
    [Trait("Safety", "15")]
    public async Task A_disk_that_becomes_full_is_told_and_the_copy_is_gone(string format, string end)
    {
        Needs.Postgres();
        Needs.Root();
        await using var disk = await SmallDisk.MakeAsync(megabytes: 30);
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.SqlAsync("CREATE TABLE large (t text); INSERT INTO large SELECT repeat('x', 1000) FROM generate_series(1, 60000);");
        var path = await shop.BackupAsync($"shop-20260217{end}", format, "-Z9");
        var space = $"t{Guid.NewGuid():N}"[..12];
        await shop.SqlAsync("DROP TABLE large;");
        await cluster.SqlAsync("postgres", $"CREATE TABLESPACE {space} LOCATION {SqlQuote.Literal(disk.Folder)};\nALTER DATABASE {SqlQuote.Identifier(shop.Name)} SET TABLESPACE {space};");
        try
        {
            await RefusedAsync(shop, path, RollbackErrorId.NoRoom, "disk became full", "Free space");
        }
        finally
        {
            await shop.DisposeAsync();
            await cluster.SqlAsync("postgres", $"DROP TABLESPACE {space};");
        }
    }

    private static byte[] Spoiled(string what, string good) => what switch
    {
        "wrong bytes" => [.. Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(good)).Replace("Ã¼ber", "\u00fcber", StringComparison.Ordinal))],
        "utf-16" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(good)],
        _ => Encoding.UTF8.GetBytes(what switch
        {
            "newer version" => System.Text.RegularExpressions.Regex.Replace(good, @"Dumped from database version 15\.\d+", "Dumped from database version 99.1"),
            "missing role" => Before(good, "CREATE FUNCTION", "CREATE SCHEMA s; ALTER SCHEMA s OWNER TO \"gone; role\";\n"),
            "missing extension" => Before(good, "CREATE FUNCTION", "CREATE EXTENSION IF NOT EXISTS not_here WITH SCHEMA public;\n"),
            "missing library" => Before(good, "CREATE FUNCTION", "CREATE FUNCTION public.c() RETURNS int LANGUAGE c AS '$libdir/not_here', 'c';\n"),
            "wrong encoding" => good.Replace("client_encoding = 'UTF8'", "client_encoding = 'SJIS'", StringComparison.Ordinal),
            "connect" => Before(good, "COPY public.orders", "\\connect postgres\n"),
            "drop database" => Before(good, "COPY public.orders", "DROP DATABASE postgres;\n"),
            "shell" => Before(good, "COPY public.orders", "\\! touch /tmp/never\n"),
            "drop role" => Before(good, End, "DROP ROLE postgres;\n"),
            "row" => good.Replace("\n500\t", "\nx\t", StringComparison.Ordinal),
            "too many columns" => good.Replace("\n500\t", "\n500\t1\t", StringComparison.Ordinal),
            "key twice" => good.Replace("\n500\t", "\n501\t", StringComparison.Ordinal),
            "missing parent" => good.Replace("\n3\tüber", "\n4\tüber", StringComparison.Ordinal),
            "message before it" => $"pg_dump: warning: there are circular foreign-key constraints\n{good}",
            "two dumps" => good + good,
            "schema only" => System.Text.RegularExpressions.Regex.Replace(good, @"COPY public\.\w+ \(.*?\n\\\.\n", "", System.Text.RegularExpressions.RegexOptions.Singleline),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        }),
    };

    private static string Before(string good, string mark, string text) => good.Insert(good.IndexOf(mark, StringComparison.Ordinal), text);

    private async Task RefusedAsync(Shop shop, string path, RollbackErrorId id, string says, string next)
    {
        var (before, driver) = (await LiveAsync(shop), default(StepDriver));

        var error = await Assert.ThrowsAsync<RollbackException>(async () =>
        {
            driver = shop.Drive(await shop.PlanAsync(Cancel, path));
            await driver.DoAsync(Cancel, "main/beside");
        });

        Assert.True(error.Message.Contains(says, StringComparison.Ordinal), error.Message);
        Assert.Contains(next, error.Next, StringComparison.Ordinal);
        Assert.Equal(id, error.Id);
        if (driver is not null)
            await driver.UndoAsync(Cancel);
        Assert.Equal(before, await LiveAsync(shop));
        Assert.Empty(await shop.OthersAsync());
    }

    // Its identity, what is set for it, who may do what, and its rows.
    private async Task<string> LiveAsync(Shop shop) => await cluster.SqlAsync(
        "postgres",
        $"""
        SELECT oid, datname, datdba, encoding, datallowconn, datconnlimit, dattablespace, datacl, datistemplate FROM pg_database WHERE datname = {SqlQuote.Literal(shop.Name)};
        SELECT setrole, setconfig FROM pg_db_role_setting WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = {SqlQuote.Literal(shop.Name)}) ORDER BY 1;
        SELECT rolname FROM pg_roles ORDER BY 1;
        """) + await shop.SqlAsync("SELECT oid, relname, relowner, relacl FROM pg_class WHERE oid >= 16384 ORDER BY oid; SELECT * FROM users ORDER BY id; SELECT count(*), sum(id) FROM orders;");
}
