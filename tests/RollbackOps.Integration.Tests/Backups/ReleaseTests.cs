using System.Runtime.Versioning;
using System.Text.Json;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Git;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Backups;

/// <summary>The list says of each backup whether it lies before the bad release, as the planner picks.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ReleaseTests : IDisposable
{
    private readonly TinySystem _system = new();

    public ReleaseTests()
    {
        Needs.Git();
        var site = new TestRepository(Path.Combine(_system.Folder, "site"));
        site.Write("app.txt", "one\n").Commit("v1.0.0");
        site.Write("app.txt", "two\n").Commit("v2.0.0");
        var now = DateTimeOffset.UtcNow;
        File.Copy(Backup("app-20260217-100000.db"), Backup($"app-{now.AddDays(2):yyyyMMdd-HHmmss}.db"));
        File.Copy(Backup("app-20260217-100000.db"), Backup("app-unknown.db"));
        var runbook = Path.Combine(_system.Folder, "rollback.yaml");
        File.WriteAllText(runbook, File.ReadAllText(runbook)
            .Replace("databases:", "code: { git: site }\ndatabases:", StringComparison.Ordinal)
            .Replace("restore: { back: [main] }", "restore: { back: [code, main] }", StringComparison.Ordinal));
    }

    public void Dispose() => _system.Dispose();

    [Fact]
    public async Task The_one_that_a_run_takes_is_the_newest_from_before_the_release_that_runs()
    {
        var text = Exits(0, await _system.RunAsync("backups", "main")).Out;
        Assert.Contains("compared with v2.0.0", text, StringComparison.Ordinal);
        var listed = await ListAsync();
        Assert.Equal([false, true, null], listed.Select(backup => backup.GetProperty("isBefore").ValueKind == JsonValueKind.Null ? (bool?)null : backup.GetProperty("isBefore").GetBoolean()));
        var chosen = listed.Single(backup => backup.GetProperty("isChosen").GetBoolean()).GetProperty("path").GetString()!;
        Assert.Contains(Path.GetFileName(chosen), Exits(0, await _system.RunAsync("plan", "--strategy", "restore")).Out, StringComparison.Ordinal);
        Assert.Equal(Backup("app-20260217-100000.db"), chosen);
        Assert.Equal([chosen], (await ListAsync("--before", "v1.0.0")).Select(backup => backup.GetProperty("path").GetString()!));
        Assert.Contains("no tag", Exits(2, await _system.RunAsync("backups", "--before", "v9.9.9")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_code_stays_backups_prove_and_restore_take_the_same_newest_one_and_the_plan_warns()
    {
        Edit("backups/*.db", "backups/app-*.db");
        var made = JsonDocument.Parse(Exits(0, await _system.RunAsync("backup", "main", "--json")).Out).RootElement.GetProperty("path").GetString()!;

        Assert.Contains(made, Exits(0, await _system.RunAsync("prove", "main", "--what-if")).Out, StringComparison.Ordinal);
        var plan = Exits(0, await _system.RunAsync("restore", "main", "--what-if")).Out;
        Assert.Contains($"restore {Path.GetFileName(made)} beside", plan, StringComparison.Ordinal);
        Assert.Contains($"{Path.GetFileName(made)} is from after release v2.0.0", plan, StringComparison.Ordinal);
        Assert.Contains("rollbackops restore main --before v2.0.0", plan, StringComparison.Ordinal);
        Assert.Contains("lies in the future: it never comes back by itself", plan, StringComparison.Ordinal);
        Assert.Equal(
            [(made, true, false), (Backup("app-20260217-100000.db"), false, true)],
            (await ListAsync()).Select(Marks).Where(backup => backup.IsChosen || backup.IsChosenWithCode));
        var text = Exits(0, await _system.RunAsync("backups", "main")).Out;
        Assert.Contains("=> comes back together with the code: the newest from before v2.0.0.", text, StringComparison.Ordinal);
        Assert.Contains("FUTURE", text, StringComparison.Ordinal);
        Assert.Contains("restore app-20260217-100000.db beside", Exits(0, await _system.RunAsync("plan", "--strategy", "restore")).Out, StringComparison.Ordinal);
        Assert.Contains("restore app-20260217-100000.db beside", Exits(0, await _system.RunAsync("restore", "main", "--before", "v2.0.0", "--what-if")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_keeps_a_run_from_choosing_is_said_by_the_list_in_the_same_words()
    {
        Edit("backups/*.db", "backups/app-*.db");
        File.Delete(Backup("app-20260217-100000.db"));
        Exits(0, await _system.RunAsync("backup", "main"));
        const string Why = "No backup of database 'main' is from before release v2.0.0";
        Assert.Contains(Why, Exits(2, await _system.RunAsync("plan", "--strategy", "restore")).Error, StringComparison.Ordinal);
        Assert.Contains($"Together with the code none comes back: {Why}", Exits(0, await _system.RunAsync("backups", "main")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_is_older_than_all_backups_is_called_a_time_and_the_way_on_is_one_that_restore_has()
    {
        var error = Exits(2, await _system.RunAsync("restore", "main", "--before", "2026-02-17")).Error;
        Assert.Contains("No backup of database 'main' is from before 2026-02-17 00:00:00Z.", error, StringComparison.Ordinal);
        Assert.Contains("--from", error, StringComparison.Ordinal);
        Assert.DoesNotContain("--backup", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_a_run_has_proven_the_release_that_runs_nothing_is_compared_with_it()
    {
        Exits(0, await _system.RunAsync("run", "--strategy", "restore", "--yes"));
        Assert.DoesNotContain("compared with", Exits(0, await _system.RunAsync("backups", "main")).Out, StringComparison.Ordinal);
    }

    private async Task<List<JsonElement>> ListAsync(params string[] more) =>
        [.. Exits(0, await _system.RunAsync(["backups", "main", "--json", .. more])).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static (string? Path, bool IsChosen, bool IsChosenWithCode) Marks(JsonElement backup) =>
        (backup.GetProperty("path").GetString(), backup.GetProperty("isChosen").GetBoolean(), backup.GetProperty("isChosenWithCode").GetBoolean());

    private void Edit(string from, string to)
    {
        var runbook = Path.Combine(_system.Folder, "rollback.yaml");
        File.WriteAllText(runbook, File.ReadAllText(runbook).Replace(from, to, StringComparison.Ordinal));
    }

    private string Backup(string name) => Path.Combine(_system.Folder, "backups", name);
}
