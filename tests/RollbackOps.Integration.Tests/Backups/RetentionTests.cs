using System.Text.Json;
using RollbackOps.Integration.Tests.Cli;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Backups;

/// <summary>Older backups go only where the tool made them, nothing refers to them, and another one is whole.</summary>
public sealed class RetentionTests : IDisposable
{
    private readonly TinySystem _system = new();

    public RetentionTests()
    {
        _system.Execute("app.db", "INSERT INTO users VALUES ('ann'), ('bob')");
        Edit("backups/*.db", "backups/app-*.db");
        Edit("\"backups/app-*.db\"", "{ files: \"backups/app-*.db\", time: yyyyMMdd-HHmmssfff }");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string[] Files => [.. Directory.GetFiles(Path.Combine(_system.Folder, "backups")).Order(StringComparer.Ordinal)];

    public void Dispose() => _system.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task As_many_stay_as_the_runbook_or_the_person_says_and_what_others_made_is_never_removed(bool byRunbook)
    {
        if (byRunbook)
            Edit("yyyyMMdd-HHmmssfff }", "yyyyMMdd-HHmmssfff, retention: { keep: 2 } }");
        string[] keep = byRunbook ? [] : ["--keep", "2"];
        string[] made = [await BackupAsync(keep), await BackupAsync(keep)];
        Assert.Contains($"Would be removed: {made[0]}", Exits(0, await _system.RunAsync(["backup", "main", "--what-if", .. keep])).Out, StringComparison.Ordinal);
        Assert.True(File.Exists(made[0]));

        var third = Exits(0, await _system.RunAsync(["backup", "main", .. keep])).Out;
        Assert.Contains($"Removed: {made[0]}", third, StringComparison.Ordinal);
        Assert.Equal(3, Files.Length);
        Assert.Contains(Path.Combine(_system.Folder, "backups", "app-20260217-100000.db"), Files);
        Assert.DoesNotContain(made[0], Files);
        Exits(0, await _system.RunAsync("history", "--verify"));
    }

    [Fact]
    public async Task The_last_one_that_is_proven_stays_and_what_was_changed_stays()
    {
        string[] made = [await BackupAsync(), await BackupAsync(), await BackupAsync()];
        Exits(0, await _system.RunAsync("prove", "main", "--from", made[0]));
        await File.AppendAllTextAsync(made[1], "x", Cancel);
        var result = Exits(0, await _system.RunAsync("backup", "main", "--keep", "1")).Out;
        Assert.Contains($"Removed: {made[2]}", result, StringComparison.Ordinal);
        Assert.Contains($"Stays: {made[1]}: it is not what was made under its name", result, StringComparison.Ordinal);
        Assert.Contains($"Stays: {made[0]}: it is the last one that was proven, on 2", result, StringComparison.Ordinal);
        Assert.Contains("rollbackops prove main", Exits(0, await _system.RunAsync("backup", "main", "--keep", "1", "--what-if")).Out, StringComparison.Ordinal);
        Assert.True(File.Exists(made[0]));
        Exits(0, await _system.RunAsync("prove", "main"));
        Assert.DoesNotContain($"Stays: {made[0]}", Exits(0, await _system.RunAsync("backup", "main", "--keep", "2")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_run_brought_back_stays_until_what_the_run_keeps_is_due()
    {
        var first = await BackupAsync();
        await BackupAsync();
        _system.Execute("app.db", "DELETE FROM users");
        Exits(0, await _system.RunAsync("restore", "main", "--from", first, "--yes"));
        Assert.Contains($"Stays: {first}: run 000001 brought it back", Exits(0, await _system.RunAsync("backup", "main", "--keep", "1")).Out, StringComparison.Ordinal);
        Edit("state: state", "state: state\nkeep: 1ms");
        Assert.Contains($"Removed: {first}", Exits(0, await _system.RunAsync("backup", "main", "--keep", "1")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_refused_keeps_no_backup()
    {
        var first = await BackupAsync();
        await BackupAsync();
        Edit("sqlite: app.db", "sqlite: app.db, expect: { users: \">= 99\" }");
        _system.Execute("app.db", "DELETE FROM users");
        Exits(2, await _system.RunAsync("restore", "main", "--from", first, "--yes"));
        Assert.Contains("REFUSED", Exits(0, await _system.RunAsync("history", "000001")).Out, StringComparison.Ordinal);
        Assert.Contains($"Removed: {first}", Exits(0, await _system.RunAsync("backup", "main", "--keep", "1")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_pattern_does_not_mean_is_never_removed()
    {
        var other = await BackupAsync();
        Edit("backups/app-*.db", "backups/new-*.db");
        var first = await BackupAsync();
        var result = Exits(0, await _system.RunAsync("backup", "main", "--keep", "1")).Out;
        Assert.Contains($"Removed: {first}", result, StringComparison.Ordinal);
        Assert.True(File.Exists(other));
    }

    [Fact]
    public async Task What_an_unfinished_run_refers_to_stays_and_the_backup_is_made_all_the_same()
    {
        var first = await BackupAsync();
        await BackupAsync();
        Edit("start: { run: [sh, -c, \" touch running\"]", $"start: {{ run: [sh, -c, \"{Wait("touch running")}\"]");
        using (var run = Begin(Tool.Start(_system.Folder, "restore", "main", "--from", first, "--yes")))
        {
            await ReachedAsync(_system.Folder, run);
            Assert.Contains($"Stays: {first}: A run of", Exits(0, await _system.RunAsync("backup", "main", "--keep", "1")).Out, StringComparison.Ordinal);
            run.Kill();
            await run.WaitForExitAsync(Cancel);
        }

        Edit("state: state", "state: state\nkeep: 1ms");
        Assert.Contains($"Stays: {first}: run 000001 is not over, and refers to it", Exits(0, await _system.RunAsync("backup", "main", "--keep", "1")).Out, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_system.Folder, "go"), "", Cancel);
        Exits(0, await _system.RunAsync("resume"));
        Assert.Equal("ann,bob", _system.Users());
    }

    [Fact]
    public async Task A_backup_that_could_not_be_made_removes_nothing()
    {
        await BackupAsync();
        await BackupAsync();
        var files = Files;
        Edit("sqlite: app.db", "sqlite: gone.db");
        Exits(2, await _system.RunAsync("backup", "main", "--keep", "1"));
        Exits(1, await _system.RunAsync("backup", "main", "--keep", "0"));
        Assert.Equal(files, Files);
    }

    private async Task<string> BackupAsync(params string[] more) =>
        JsonDocument.Parse(Exits(0, await _system.RunAsync(["backup", "main", "--json", .. more])).Out).RootElement.GetProperty("path").GetString()!;

    private void Edit(string from, string to)
    {
        var runbook = Path.Combine(_system.Folder, "rollback.yaml");
        var text = File.ReadAllText(runbook);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(runbook, text.Replace(from, to, StringComparison.Ordinal));
    }
}
