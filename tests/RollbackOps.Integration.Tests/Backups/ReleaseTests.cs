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
    public async Task Once_a_run_has_proven_the_release_that_runs_nothing_is_compared_with_it()
    {
        Exits(0, await _system.RunAsync("run", "--strategy", "restore", "--yes"));
        Assert.DoesNotContain("compared with", Exits(0, await _system.RunAsync("backups", "main")).Out, StringComparison.Ordinal);
    }

    private async Task<List<JsonElement>> ListAsync(params string[] more) =>
        [.. Exits(0, await _system.RunAsync(["backups", "main", "--json", .. more])).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private string Backup(string name) => Path.Combine(_system.Folder, "backups", name);
}
