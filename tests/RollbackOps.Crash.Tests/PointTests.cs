using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests;

/// <summary>Killed at any point, a rollback point that is listed is whole, and nothing keeps what no point names.</summary>
public sealed class PointTests
{
    private const int Few = 6;

    [Theory]
    [InlineData("checkpoint", "--name", "good")]
    [InlineData("forget", "good", "--yes")]
    public async Task Killed_at_any_point_a_point_is_whole_or_not_there_and_the_same_command_again_ends_well(params string[] command)
    {
        var points = await PointsAsync(command);
        Assert.NotEmpty(points);
        var chosen = Enumerable.Range(1, points.Count).ToArray();
        new Random(CrashMode.Seed).Shuffle(chosen);
        foreach (var at in chosen.Take(CrashMode.IsAll ? points.Count : CrashMode.Sample ?? Few))
        {
            await using var copy = await Copy.MakeAsync(command);
            var killed = await CrashTool.RunAsync(copy, at, command);
            Assert.True(killed.WasKilled, $"point {at} ({points[at - 1]}) was not reached again: {killed.Result.All}");
            // Done already: there is one of that name, or none any more.
            var again = await ToolAsync(copy, command);
            Assert.True(again.Code is 0 or 1, $"after point {at} ({points[at - 1]}): {again.All}");
            Assert.Equal(0, (await ToolAsync(copy, "history", "--verify")).Code);
            if (command[0] == "forget")
                Assert.Empty(copy.Kept);
            else
                await AssertComesBackAsync(copy);
        }

        CrashReport.Say($"points-{command[0]}", $"{(CrashMode.IsAll ? points.Count : Math.Min(CrashMode.Sample ?? Few, points.Count))} of {points.Count} points tried, all with the right end (seed {CrashMode.Seed})");
    }

    private static async Task AssertComesBackAsync(Copy copy)
    {
        Assert.Single(copy.Kept);
        File.WriteAllText(copy.Settings, "broken");
        var back = await ToolAsync(copy, "run", "--strategy", "config", "--to", "good", "--yes");
        Assert.True(back.Code == 0, back.All);
        Assert.Equal("fine", File.ReadAllText(copy.Settings));
    }

    private static async Task<IReadOnlyList<string>> PointsAsync(string[] command)
    {
        await using var copy = await Copy.MakeAsync(command);
        var whole = await CrashTool.RunAsync(copy, 0, command);
        Assert.True(whole.Result.Code == 0, whole.Result.All);
        return whole.Points;
    }

    private static async Task<ToolResult> ToolAsync(Copy copy, params string[] arguments) => (await CrashTool.RunAsync(copy, 0, arguments)).Result;

    private sealed class Copy : ICrashCopy
    {
        private readonly TinySystem _system = new();

        public string Folder => _system.Folder;

        public string Settings => Path.Combine(Folder, "settings.conf");

        public IEnumerable<string> Effects => [];

        /// <summary>What points keep.</summary>
        public IEnumerable<string> Kept => Directory.Exists(Path.Combine(_system.State, "points")) ? Directory.EnumerateFiles(Path.Combine(_system.State, "points"), "*", SearchOption.AllDirectories) : [];

        public static async Task<Copy> MakeAsync(string[] command)
        {
            var copy = new Copy();
            copy._system.Execute("app.db", "INSERT INTO users VALUES ('ann'), ('bob')");
            File.WriteAllText(copy.Settings, "fine");
            File.AppendAllText(Path.Combine(copy.Folder, "rollback.yaml"), "\nconfig:\n  settings: { files: [settings.conf] }\n");
            if (command[0] == "forget")
                Assert.Equal(0, (await ToolAsync(copy, "checkpoint", "--name", "good")).Code);
            return copy;
        }

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
