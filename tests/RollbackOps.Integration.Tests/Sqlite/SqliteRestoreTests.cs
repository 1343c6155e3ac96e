using System.Globalization;
using System.IO.Compression;
using System.Text;
using RollbackOps.Engine.Runbooks;

namespace RollbackOps.Integration.Tests.Sqlite;

public sealed class SqliteRestoreTests : IDisposable
{
    private readonly SqliteWorld _world = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Theory]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    [InlineData("shop-20260217-0200.db")]
    [InlineData("shop-20260217-0200.db.gz")]
    [InlineData("shop-20260217-0200.sql")]
    [InlineData("shop-20260217-0200.sql.gz")]
    public async Task A_backup_comes_back_beside_and_is_exchanged_and_the_old_file_is_kept(string name)
    {
        MakeBackup(name, users: 4);
        File.SetUnixFileMode(_world.Live, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var plan = await _world.PlanAsync();
        var beside = await _world.DoAsync(plan.Steps[0]);
        Assert.Equal(10, SqliteWorld.Users(_world.Live));
        var before = await _world.DoAsync(plan.Steps[1]);

        Assert.Equal(4, SqliteWorld.Users(_world.Live));
        Assert.Equal(10, SqliteWorld.Users(_world.Kept));
        Assert.Equal(File.GetUnixFileMode(_world.Kept), File.GetUnixFileMode(_world.Live));
        var now = await _world.ReadAsync(plan.Steps[1]);
        Assert.Equal(_world.Kept, _world.KindOf(plan.Steps[1]).Keeps(plan.Steps[1], before, now));

        await _world.UndoAsync(plan.Steps[1], before);
        await _world.UndoAsync(plan.Steps[0], beside);
        Assert.Equal(10, SqliteWorld.Users(_world.Live));
        Assert.Equal(["shop.db"], Directory.GetFiles(_world.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_was_made_from_this_backup_is_in_place()
    {
        MakeBackup("shop-20260217-0200.db", users: 4);
        var plan = await _world.PlanAsync();
        await _world.DoAsync(plan.Steps[0]);
        await _world.DoAsync(plan.Steps[1]);
        var origin = _world.KindOf(plan.Steps[1]).OriginOf(plan.Steps[1], await _world.ReadAsync(plan.Steps[1]))!;
        _world.Known.Sources[origin.Identity] = origin.Source;

        Assert.Empty((await _world.PlanAsync()).Steps);
    }

    [Fact]
    public async Task What_is_lost_is_counted_and_timed_and_planning_writes_nothing()
    {
        MakeBackup("shop-20260217-0200.db.gz", users: 4);
        SqliteWorld.Sql(_world.Live, "PRAGMA journal_mode = WAL");
        var files = Directory.GetFileSystemEntries(_world.Folder, "*", SearchOption.AllDirectories).Order();

        var plan = await _world.PlanAsync();
        var loss = Assert.Single(plan.Losses);

        Assert.Equal(DateTimeOffset.Parse("2026-02-17T02:00:00Z", CultureInfo.InvariantCulture), loss.Since);
        Assert.Equal(6, loss.Rows["users"]);
        Assert.Equal("wal", plan.Findings.Single(finding => finding.Name == "journal mode").Value);
        Assert.Equal(files, Directory.GetFileSystemEntries(_world.Folder, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    [Trait("Safety", "21")]
    public async Task A_copied_file_renews_its_time_and_is_still_chosen_by_its_name()
    {
        MakeBackup("shop-20260217-0200.db", users: 4);
        MakeBackup("shop-20260216-0200.db", users: 3);
        File.SetLastWriteTimeUtc(_world.BackupPath("shop-20260216-0200.db"), DateTime.UtcNow.AddDays(1));

        var chosen = (await _world.PlanAsync()).Findings.Single(finding => finding.Name == "backup");
        var earlier = (await _world.PlanAsync(new Release("v2", "c", DateTimeOffset.Parse("2026-02-16T12:00:00Z", CultureInfo.InvariantCulture)))).Findings.Single(finding => finding.Name == "backup");

        Assert.EndsWith("shop-20260217-0200.db", chosen.Value, StringComparison.Ordinal);
        Assert.EndsWith("shop-20260216-0200.db", earlier.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_off_archive_is_refused_and_leaves_nothing_behind()
    {
        MakeBackup("shop-20260217-0200.sql.gz", users: 2000);
        var path = _world.BackupPath("shop-20260217-0200.sql.gz");
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path, Cancel))[..^900], Cancel);

        await AssertRefusedAsync("restored");
    }

    [Theory]
    [InlineData("BEGIN TRANSACTION;\nCREATE TABLE users(id);\nINSERT INTO users VALUES(1);\n", "COMMIT is missing")]
    [InlineData("BEGIN TRANSACTION;\nCREATE TABLE users(id);\nINSERT INTO us", "incomplete input")]
    [InlineData("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nROLLBACK; -- due to errors\n", "no tables")]
    [InlineData("CREATE TABLE users (id int);\nINSERT INTO users VALUES (1);\n", "no transaction")]
    [InlineData("<html>504 Gateway Timeout</html>\n", "neither a database nor a whole dump")]
    [InlineData("BEGIN TRANSACTION;\nCREATE TABLE a(x);\nCREATE TABLE b(x);\nCOMMIT;\n", "another database's")]
    public async Task A_backup_that_is_not_whole_or_not_this_databases_is_refused(string dump, string why)
    {
        await File.WriteAllTextAsync(_world.BackupPath("shop-20260217-0200.sql"), dump, Cancel);

        await AssertRefusedAsync(why);
    }

    [Fact]
    public async Task An_empty_backup_is_refused_while_planning()
    {
        await File.WriteAllTextAsync(_world.BackupPath("shop-20260217-0200.sql.gz"), "", Cancel);

        var error = await Assert.ThrowsAsync<RollbackException>(() => _world.PlanAsync());

        Assert.Equal(RollbackErrorId.BackupUnusable, error.Id);
    }

    [Fact]
    public async Task A_named_backup_is_taken_whatever_its_time_and_place()
    {
        SqliteWorld.Make(Path.Combine(_world.Folder, "before-lunch"), users: 2);

        var plan = await _world.PlanAsync(backup: "before-lunch");

        Assert.Equal(8, plan.Losses[0].Rows["users"]);
        Assert.Null(plan.Losses[0].Since);
    }

    [Theory]
    [InlineData("ATTACH DATABASE '{0}' AS live;\nDELETE FROM live.users;\n")]
    [InlineData("CREATE TABLE users(id);\nVACUUM INTO '{0}-copy';\n")]
    [InlineData(".open {0}\nDELETE FROM users;\n")]
    public async Task A_dump_that_reaches_for_another_file_is_refused(string dump)
    {
        await File.WriteAllTextAsync(_world.BackupPath("shop-20260217-0200.sql"), string.Format(CultureInfo.InvariantCulture, dump, _world.Live), Cancel);

        await AssertRefusedAsync("can't be restored");
    }

    [Fact]
    public async Task A_damaged_database_file_is_refused()
    {
        MakeBackup("shop-20260217-0200.db", users: 3000);
        var path = _world.BackupPath("shop-20260217-0200.db");
        var bytes = await File.ReadAllBytesAsync(path, Cancel);
        bytes.AsSpan(4096 * 3, 4096).Fill(0x5a);
        await File.WriteAllBytesAsync(path, bytes, Cancel);

        await AssertRefusedAsync("can't be restored");
    }

    [Fact]
    public async Task Rows_that_break_the_runbooks_rule_refuse_the_backup()
    {
        MakeBackup("shop-20260217-0200.db", users: 4);
        _world.Part = _world.Part with { Expect = [new("users", ">=", 5)] };

        await AssertRefusedAsync("users has 4 rows");
    }

    [Fact]
    [Trait("Row", "A6")]
    public async Task An_integrity_query_that_does_not_answer_0_refuses_the_backup()
    {
        MakeBackup("shop-20260217-0200.db", users: 4);
        _world.Part = _world.Part with { Integrity = ["SELECT 0", "SELECT count(*) FROM users"] };

        await AssertRefusedAsync("answers 4, not 0: SELECT count(*) FROM users");
    }

    [Fact]
    public async Task A_backup_that_was_replaced_after_planning_is_refused()
    {
        MakeBackup("shop-20260217-0200.db", users: 4);
        var plan = await _world.PlanAsync();
        SqliteWorld.Sql(_world.BackupPath("shop-20260217-0200.db"), "DELETE FROM users");

        var error = await Assert.ThrowsAsync<RollbackException>(() => _world.DoAsync(plan.Steps[0]));

        Assert.Equal(RollbackErrorId.PlanStale, error.Id);
    }

    [Fact]
    public async Task Migrations_run_forward_on_the_restored_copy_and_never_on_the_live_one()
    {
        MakeBackup("shop-20260217-0200.db", users: 4);
        _world.Part = _world.Part with { Forward = new RunSpec { Run = ["sh", "-c", "sqlite3 \"$DATABASE_FILE\" \"ALTER TABLE users ADD COLUMN mail TEXT; INSERT INTO users (mail) VALUES ('m')\""] } };

        var plan = await _world.PlanAsync();
        await _world.DoAsync(plan.Steps[0]);
        Assert.Equal(0L, SqliteWorld.Sql(_world.Live, "SELECT count(*) FROM pragma_table_info('users') WHERE name = 'mail'"));
        await _world.DoAsync(plan.Steps[1]);

        Assert.Equal(5, SqliteWorld.Users(_world.Live));
    }

    [Fact]
    public async Task A_migration_that_fails_refuses_the_backup()
    {
        MakeBackup("shop-20260217-0200.db", users: 4);
        _world.Part = _world.Part with { Forward = new RunSpec { Run = ["sh", "-c", "echo no such column >&2; exit 1"] } };

        await AssertRefusedAsync("no such column");
    }

    [Fact]
    public async Task A_live_database_that_is_damaged_or_gone_can_still_be_brought_back()
    {
        MakeBackup("shop-20260217-0200.db", users: 4);
        await File.WriteAllTextAsync(_world.Live, new string('x', 5000), Cancel);

        var plan = await _world.PlanAsync();
        Assert.Contains(plan.Notes, note => note.Contains("can't be read", StringComparison.Ordinal));
        await _world.DoAsync(plan.Steps[0]);
        await _world.DoAsync(plan.Steps[1]);
        Assert.Equal(4, SqliteWorld.Users(_world.Live));

        File.Delete(_world.Kept);
        File.Delete(_world.Live);
        plan = await _world.PlanAsync();
        var beside = await _world.DoAsync(plan.Steps[0]);
        var before = await _world.DoAsync(plan.Steps[1]);
        Assert.Equal(4, SqliteWorld.Users(_world.Live));
        await _world.UndoAsync(plan.Steps[1], before);
        await _world.UndoAsync(plan.Steps[0], beside);
        Assert.False(File.Exists(_world.Live));
    }

    private async Task AssertRefusedAsync(string why)
    {
        var plan = await _world.PlanAsync();

        var error = await Assert.ThrowsAsync<RollbackException>(() => _world.DoAsync(plan.Steps[0]));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Equal(["shop.db"], Directory.GetFiles(_world.Folder).Select(Path.GetFileName));
        Assert.Equal(10, SqliteWorld.Users(_world.Live));
    }

    private void MakeBackup(string name, int users)
    {
        var path = _world.BackupPath(name);
        var plain = path.EndsWith(".gz", StringComparison.Ordinal) ? path[..^3] : path;
        if (plain.EndsWith(".sql", StringComparison.Ordinal))
        {
            var rows = string.Concat(Enumerable.Range(0, users).Select(i => $"INSERT INTO users VALUES({i},'a;\n''b {Guid.NewGuid()}');\n"));
            File.WriteAllText(plain, "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE orders (id INTEGER PRIMARY KEY);\n" + rows
                + "CREATE TRIGGER t AFTER INSERT ON users BEGIN\n DELETE FROM orders;\nEND;\nCOMMIT;\n", Encoding.UTF8);
        }
        else
        {
            SqliteWorld.Sql(plain, $"CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE orders (id INTEGER PRIMARY KEY); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {users}) INSERT INTO users SELECT i, 'user ' || i FROM n");
        }

        if (plain == path)
            return;
        using (var packed = new GZipStream(File.Create(path), CompressionMode.Compress))
        using (var content = File.OpenRead(plain))
            content.CopyTo(packed);
        File.Delete(plain);
    }
}
