using System.Security.Cryptography;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Tests.Actions;

/// <summary>What was altered since this tool made it is passed over where the strategy allows earlier ones, and refused where it doesn't.</summary>
public sealed class ChosenDumpsTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 2, 17, 10, 0, 0, TimeSpan.Zero);
    private static readonly PostgresPart Part = new("main") { Backups = new("b/*") };
    private readonly string _folder = Directory.CreateTempSubdirectory("chosen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Hours, newest first; a star for one that was altered.
    [Theory]
    [InlineData("4 3 2 1", 2, "4", "3 2")]
    [InlineData("4* 3 2 1", 2, "3", "2")]
    [InlineData("4* 3* 2 1", 2, "2", "")]
    [InlineData("4 3* 2 1", 2, "4", "2")]
    [InlineData("4* 3* 2* 1", 2, null, "3 2")]
    [InlineData("4* 3", 0, null, "")]
    [InlineData("4*", 2, null, "")]
    public async Task The_next_earlier_one_that_is_as_it_was_made_comes_back(string hours, int allowed, string? expected, string others)
    {
        var backups = hours.Split(' ').Select(Backup).ToList();
        var names = others.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(hour => $"{hour}.sql");
        if (expected is null)
        {
            var error = await Assert.ThrowsAsync<RollbackException>(() => LookAsync(backups, allowed));
            Assert.Equal(RollbackErrorId.BackupUnusable, error.Id);
            Assert.Contains("4.sql is not the one that was made at 2026-02-17 14:00:00Z", error.Message, StringComparison.Ordinal);
            Assert.All(names, name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
            Assert.Contains("--backup main=<file>; rollbackops backups main", error.Next, StringComparison.Ordinal);
            return;
        }

        var (choice, dump, earlier) = await LookAsync(backups, allowed);

        Assert.Equal(($"{expected}.sql", Path.Combine(_folder, $"{expected}.sql")), (choice.File.Name, dump.Path));
        Assert.Equal(names, earlier.Select(other => Path.GetFileName(other.Path)));
        var passed = choice.Notes.Where(note => note.Contains("PASSED OVER", StringComparison.Ordinal)).ToList();
        if (hours.StartsWith("4*", StringComparison.Ordinal))
            Assert.Contains($"4.sql is PASSED OVER: it was altered since it was made at 2026-02-17 14:00:00Z: its SHA-256 is {dumpOf("4*")}, and {dumpOf("4")} was recorded. The next earlier one comes back, as the strategy 'careful' allows: {expected}.sql.", Assert.Single(passed), StringComparison.Ordinal);
        else
            Assert.Empty(passed);

        string dumpOf(string hour) => Hash(hour.EndsWith('*') ? "altered" : $"-- {hour.TrimEnd('*')}");
    }

    [Fact]
    public async Task The_warning_is_about_the_one_that_comes_back()
    {
        var warned = await LookAsync([Backup("4*"), Backup("3")], 1, new("v2", "c", At));
        Assert.Contains(warned.Choice.Notes, note => note.Contains("3.sql is from after release v2", StringComparison.Ordinal));
        Assert.DoesNotContain(warned.Choice.Notes, note => note.Contains("4.sql is from after", StringComparison.Ordinal));
        Assert.Equal("the newest backup that was not altered since it was made", warned.Choice.Why);
    }

    [Fact]
    public async Task One_that_may_be_from_after_the_release_that_is_left_never_comes_back_instead()
    {
        var day = Backup("3");
        BackupFile[] backups = [Backup("4*"), day with { Time = day.Time! with { Latest = At.AddHours(24) } }, Backup("2")];
        var (choice, _, earlier) = await LookAsync(backups, 2, left: new("v2", "c", At.AddHours(6)));
        Assert.Equal(("2.sql", 0), (choice.File.Name, earlier.Count));
        Assert.Contains(choice.Notes, note => note.Contains("Nothing tells whether the earlier backup 3.sql was taken before or after release v2", StringComparison.Ordinal));
    }

    private Task<ChosenDumps> LookAsync(IReadOnlyList<BackupFile> backups, int allowed, Release? running = null, Release? left = null)
    {
        var ask = new Ask
        {
            Runbook = new() { File = Path.Combine(_folder, "r.yaml"), Text = "", System = "shop", Environment = "production", Parts = [Part], Strategies = [] },
            Strategy = new() { Name = "careful", Back = [new("main")], EarlierBackups = allowed },
            Request = new() { Runbook = "r.yaml", Strategy = "careful" },
            Back = [new("main")],
            Moved = [Part],
            Running = running,
            From = left,
            Known = new NothingKnown(),
            Now = At.AddDays(1),
        };
        return ChosenDumps.LookAsync(Part, ChosenBackup.Of("main", backups, ask), backups, ask, TestContext.Current.CancellationToken);
    }

    private BackupFile Backup(string hour)
    {
        var name = hour.TrimEnd('*');
        var (path, at, was) = (Path.Combine(_folder, $"{name}.sql"), At.AddHours(int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)), $"-- {name}");
        File.WriteAllText(path, hour == name ? was : "altered");
        return new(path, 7, new(at, at, "the ledger")) { Recorded = new() { Database = "main", Path = path, Bytes = 7, Sha256 = Hash(was), TakenAt = at } };
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
