using System.Security.Cryptography;
using System.Text.Json;
using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests;

/// <summary>Killed at any point, a backup that exists is whole, and what was half made goes with the next one.</summary>
public sealed class BackupTests
{
    private const int Few = 5;

    [Theory]
    [InlineData("backup", "main")]
    [InlineData("prove", "main")]
    public async Task Killed_at_any_point_nothing_half_made_is_taken_for_a_backup_and_the_same_command_again_ends_well(params string[] command)
    {
        var points = await PointsAsync(command);
        Assert.NotEmpty(points);
        var chosen = Enumerable.Range(1, points.Count).ToArray();
        new Random(CrashMode.Seed).Shuffle(chosen);
        foreach (var at in chosen.Take(CrashMode.IsAll ? points.Count : CrashMode.Sample ?? Few))
        {
            await using var copy = new Copy();
            var killed = await CrashTool.RunAsync(copy, at, command);
            Assert.True(killed.WasKilled, $"point {at} ({points[at - 1]}) was not reached again: {killed.Result.All}");
            var again = await ToolAsync(copy, [.. command, "--json"]);
            Assert.True(again.Code == 0, $"after point {at} ({points[at - 1]}): {again.All}");
            Assert.DoesNotContain(Directory.EnumerateFiles(copy.Folder, "*", SearchOption.AllDirectories), file => file.Contains("partial", StringComparison.Ordinal) || file.EndsWith("copy.db", StringComparison.Ordinal));
            await AssertWholeAsync(copy);
            Assert.Equal(0, (await ToolAsync(copy, "history", "--verify")).Code);
            Assert.Equal(0, (await ToolAsync(copy, "restore", "main", "--yes")).Code);
        }

        CrashReport.Say($"backups-{command[0]}", $"{(CrashMode.IsAll ? points.Count : Math.Min(CrashMode.Sample ?? Few, points.Count))} of {points.Count} points tried, all with the right end (seed {CrashMode.Seed})");
    }

    // What is listed is read to its end by the tool itself, and is what was recorded.
    private static async Task AssertWholeAsync(Copy copy)
    {
        foreach (var line in (await ToolAsync(copy, "backups", "--json")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement))
        {
            var path = line.GetProperty("path").GetString()!;
            if (line.GetProperty("sha256").GetString() is { } recorded)
                Assert.Equal(recorded, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))));
            var proof = await ToolAsync(copy, "prove", "main", "--from", path);
            Assert.True(proof.Code == 0, proof.All);
        }
    }

    private static async Task<IReadOnlyList<string>> PointsAsync(string[] command)
    {
        await using var copy = new Copy();
        var whole = await CrashTool.RunAsync(copy, 0, command);
        Assert.True(whole.Result.Code == 0, whole.Result.All);
        return whole.Points;
    }

    private static async Task<ToolResult> ToolAsync(Copy copy, params string[] arguments) => (await CrashTool.RunAsync(copy, 0, arguments)).Result;

    private sealed class Copy : ICrashCopy
    {
        private readonly TinySystem _system = new();

        public Copy()
        {
            _system.Execute("app.db", "INSERT INTO users VALUES ('ann'), ('bob')");
            var runbook = Path.Combine(Folder, "rollback.yaml");
            File.WriteAllText(runbook, File.ReadAllText(runbook).Replace("\"backups/*.db\"", "{ files: \"backups/app-*.db.gz\", time: yyyyMMdd-HHmmssfff }", StringComparison.Ordinal));
            File.Move(Path.Combine(Folder, "backups", "app-20260217-100000.db"), Path.Combine(Folder, "backups", "app-20260217-100000000.db.gz"));
        }

        public string Folder => _system.Folder;

        public IEnumerable<string> Effects => [];

        public Task<string> StateAsync() => Task.FromResult(_system.Users());

        public Task AssertOldDatabaseOpensAsync() => Task.CompletedTask;

        public bool IsDone(string step) => throw new InvalidOperationException(step);

        public ValueTask DisposeAsync()
        {
            _system.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
