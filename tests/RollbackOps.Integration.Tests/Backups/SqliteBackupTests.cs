using System.IO.Compression;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text.Json;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Backups;

/// <summary>The tool makes and lists backups of an SQLite database.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SqliteBackupTests : IDisposable
{
    private readonly TinySystem _system = new();

    public void Dispose() => _system.Dispose();

    private string Folder => Path.Combine(_system.Folder, "backups");

    [Theory]
    [InlineData("backups/app-*.db", ".db")]
    [InlineData("backups/app-*.db.gz", ".db.gz")]
    [InlineData("backups/app-*", ".db")]
    public async Task A_backup_is_whole_recorded_listed_and_comes_back(string pattern, string ending)
    {
        _system.Execute("app.db", "PRAGMA journal_mode = WAL; INSERT INTO users VALUES ('eve'), ('dan')");
        Pattern(pattern);
        var made = Exits(0, await _system.RunAsync("backup", "main", "--reason", "before the release", "--json"));
        var path = Text(made, "path");
        Assert.EndsWith(ending, path, StringComparison.Ordinal);
        Assert.Matches("app-[0-9]{8}-[0-9]{6}", Path.GetFileName(path));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, Cancel))), Text(made, "sha256"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        var listed = Exits(0, await _system.RunAsync("backups", "--json")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).First();
        Assert.Equal((path, "the ledger", true, true), (listed.GetProperty("path").GetString(), listed.GetProperty("timeSource").GetString(), listed.GetProperty("isOwn").GetBoolean(), listed.GetProperty("isChosen").GetBoolean()));

        _system.Execute("app.db", "DELETE FROM users");
        Exits(0, await _system.RunAsync("restore", "main", "--yes"));
        Assert.Equal("eve,dan", _system.Users());
        Assert.Contains("backups", Exits(0, await _system.RunAsync("history", "--verify")).Out, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Safety", "21")]
    public async Task The_ledgers_time_counts_more_than_the_names()
    {
        _system.Execute("app.db", "INSERT INTO users VALUES ('eve')");
        var path = Text(Exits(0, await _system.RunAsync("backup", "main", "--json")), "path");
        // Another with a name from the far future is older all the same where nothing else is known of it: it is taken at its word.
        var renamed = Path.Combine(Folder, "app-20200101-000000.db");
        File.Move(path, renamed);
        Assert.Contains("the file's name", Exits(0, await _system.RunAsync("backups", "main")).Out, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(Folder, "elsewhere"));
        File.Move(renamed, Path.Combine(Folder, "elsewhere", Path.GetFileName(path)));
        Pattern("backups/**/*.db");
        Assert.Contains("the ledger", Exits(0, await _system.RunAsync("backups", "main")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("restore", "main", "--yes")]
    [InlineData("plan", "--strategy", "restore")]
    public async Task A_backup_that_is_not_the_one_that_was_made_is_refused_with_both_checksums(params string[] command)
    {
        _system.Execute("app.db", "INSERT INTO users VALUES ('eve'), ('dan')");
        var made = Exits(0, await _system.RunAsync("backup", "main", "--json"));
        var path = Text(made, "path");
        var bytes = await File.ReadAllBytesAsync(path, Cancel);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancel);
        var now = Convert.ToHexStringLower(SHA256.HashData(bytes));

        var refused = Exits(2, await _system.RunAsync(command)).Error;
        Assert.Contains(Text(made, "sha256"), refused, StringComparison.Ordinal);
        Assert.Contains(now, refused, StringComparison.Ordinal);
        Assert.Contains("<file>", refused, StringComparison.Ordinal);
        Assert.Equal("eve,dan", _system.Users());
        var listed = Exits(0, await _system.RunAsync("backups", "main")).Out;
        Assert.Contains($"it was ALTERED: its SHA-256 is {now[..12]}…, and {Text(made, "sha256")[..12]}… was recorded when it was made", listed, StringComparison.Ordinal);
        Assert.Contains("is going to be refused", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_if_writes_nothing_anywhere()
    {
        Assert.Contains("would be backed up", Exits(0, await _system.RunAsync("backup", "main", "--what-if")).Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_system.Folder, "state")));
        Assert.Single(Directory.EnumerateFiles(Folder));
        Exits(0, await _system.RunAsync("backups"));
        Assert.False(Directory.Exists(Path.Combine(_system.Folder, "state")));
    }

    [Theory]
    [InlineData("backups/app.db", "needs one * in the file's name")]
    [InlineData("backups/*/app-*.db", "needs one * in the file's name")]
    [InlineData("backups/app-*.sql.gz", "compressed by gzip")]
    [InlineData("backups/app-*.db.zst", "compressed by zstd")]
    public async Task A_pattern_that_a_new_backup_would_not_fit_is_refused(string pattern, string says)
    {
        Pattern(pattern);
        Assert.Contains(says, (await _system.RunAsync("backup", "main")).Error, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(Folder));
    }

    [Fact]
    public async Task What_a_killed_maker_left_is_no_backup_and_goes_with_the_next_one()
    {
        var left = Path.Combine(Folder, "app-20260101-000000.db.rollbackops-partial");
        await File.WriteAllTextAsync(left, "half", Cancel);
        await File.WriteAllTextAsync(left + ".lock", "", Cancel);
        await File.WriteAllTextAsync(left + "-copy", "half", Cancel);
        Pattern("backups/*");
        Assert.DoesNotContain("partial", Exits(0, await _system.RunAsync("backups")).Out, StringComparison.Ordinal);
        Exits(0, await _system.RunAsync("backup", "main"));
        Assert.DoesNotContain(Directory.EnumerateFiles(Folder), file => file.Contains("partial", StringComparison.Ordinal));
        Assert.Equal(2, Directory.EnumerateFiles(Folder).Count());
    }

    [Fact]
    public async Task A_maker_that_lives_keeps_what_it_makes()
    {
        var left = Path.Combine(Folder, "app-20260101-000000.db.rollbackops-partial");
        await File.WriteAllTextAsync(left, "half", Cancel);
        await using var held = new FileStream(left + ".lock", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Exits(0, await _system.RunAsync("backup", "main"));
        Assert.True(File.Exists(left));
    }

    [Theory]
    [InlineData("disk/app-*.db")]
    [InlineData("disk/app-*.db.gz")]
    public async Task A_full_disk_is_said_and_nothing_is_left(string pattern)
    {
        Needs.Root();
        var disk = Directory.CreateDirectory(Path.Combine(_system.Folder, "disk")).FullName;
        Pattern(pattern);
        await Tool.ShellAsync("/", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk);
        try
        {
            _system.Execute("app.db", "CREATE TABLE large AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT hex(randomblob(50)) AS text FROM n");
            Assert.Contains("The disk became full", Exits(2, await _system.RunAsync("backup", "main")).Error, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFiles(disk));
        }
        finally
        {
            await Tool.ShellAsync("/", "umount", disk);
        }
    }

    [Fact]
    public async Task A_journal_of_backups_that_is_broken_is_said_and_the_list_is_shown_all_the_same()
    {
        Exits(0, await _system.RunAsync("backup", "main"));
        var journal = Path.Combine(_system.State, "beside", "backups", "runs", "000001.jsonl");
        await File.WriteAllTextAsync(journal, (await File.ReadAllTextAsync(journal, Cancel)).Replace("\"main\"", "\"mine\"", StringComparison.Ordinal), Cancel);
        var listed = Exits(0, await _system.RunAsync("backups"));
        Assert.Contains("The journal of backups is broken at line 1", listed.Error, StringComparison.Ordinal);
        Assert.Equal(2, listed.Out.Split('\n').Count(line => line.Contains("the file's name", StringComparison.Ordinal)));
        Assert.Contains("was altered", Exits(2, await _system.RunAsync("backup", "main")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backups_are_picked_by_time()
    {
        File.Copy(Path.Combine(Folder, "app-20260217-100000.db"), Path.Combine(Folder, "app-20260218-100000.db"));
        var before = Exits(0, await _system.RunAsync("backups", "main", "--before", "2026-02-18")).Out;
        Assert.Contains("-> 2026-02-17 10:00:00 UTC", before, StringComparison.Ordinal);
        Assert.DoesNotContain("2026-02-18 10", before, StringComparison.Ordinal);
        Assert.Contains("There is no backup that fits", Exits(0, await _system.RunAsync("backups", "main", "--before", "2020-01-01")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("makes one", Exits(0, await _system.RunAsync("backups", "main", "--before", "2020-01-01")).Out, StringComparison.Ordinal);
        Assert.Contains("app-20260217-100000.db", Exits(0, await _system.RunAsync("restore", "main", "--before", "2026-02-18T09:00Z", "--what-if")).Out, StringComparison.Ordinal);
        Assert.Contains("no time", Exits(1, await _system.RunAsync("backups", "--before", "2026-02-99")).Error, StringComparison.Ordinal);
        Assert.Contains("no code", Exits(1, await _system.RunAsync("backups", "--before", "v1")).Error, StringComparison.Ordinal);
        Assert.Contains("has no database 'mian'", Exits(1, await _system.RunAsync("backups", "mian")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gzip_backup_is_gzip()
    {
        Pattern("backups/app-*.db.gz");
        var path = Text(Exits(0, await _system.RunAsync("backup", "main", "--json")), "path");
        await using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        var start = new byte[15];
        await gzip.ReadExactlyAsync(start, Cancel);
        Assert.Equal("SQLite format 3"u8, start);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Text(ToolResult result, string property) => Parse(result.Out).GetProperty(property).GetString()!;

    private static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement;

    private void Pattern(string pattern)
    {
        var runbook = Path.Combine(_system.Folder, "rollback.yaml");
        File.WriteAllText(runbook, File.ReadAllText(runbook).Replace("backups/*.db", pattern, StringComparison.Ordinal));
    }
}
