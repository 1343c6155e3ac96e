using RollbackOps.Crash.Tests.Points;
using RollbackOps.Crash.Tests.Systems;

namespace RollbackOps.Crash.Tests;

/// <summary>Law 6 for git, files, SQLite and commands: killed at any instant, a resume reaches the same end.</summary>
public sealed class OneOfEachTests
{
    [Theory]
    [InlineData("code")]
    [InlineData("config")]
    [InlineData("data")]
    [InlineData("command")]
    public Task Killed_at_any_point_a_resumed_run_is_proven(string strategy) =>
        WalkAsync(new() { Name = strategy, Run = Typed(strategy), Code = 0 });

    [Theory]
    [InlineData("code")]
    [InlineData("config")]
    [InlineData("data")]
    [InlineData("command")]
    public Task Killed_at_any_point_of_turning_back_a_resumed_run_is_undone(string strategy) =>
        WalkAsync(new() { Name = $"{strategy}-undone", Run = Typed(strategy), Code = 3, From = CrashPlan.Prove, Sample = 8 }, mustFail: true);

    [Theory]
    [InlineData("code")]
    [InlineData("config")]
    [InlineData("data")]
    [InlineData("command")]
    public Task Killed_at_any_point_a_run_can_be_undone(string strategy) =>
        WalkAsync(new() { Name = $"{strategy}-undo", Run = Typed(strategy), Code = 0, Undo = true, Sample = 12 });

    [Fact]
    public Task Killed_and_killed_again_a_resumed_run_of_all_is_proven() =>
        WalkAsync(new() { Name = "all-twice", Run = Typed("all"), Code = 0, Twice = true, Sample = 4 });

    [Fact]
    public Task Killed_and_killed_again_a_resumed_run_of_all_is_undone() =>
        WalkAsync(new() { Name = "all-undone-twice", Run = Typed("all"), Code = 3, Twice = true, Sample = 4 }, mustFail: true);

    private static string[] Typed(string strategy) => ["run", "--strategy", strategy, "--yes"];

    private static async Task WalkAsync(CrashPlan plan, bool mustFail = false)
    {
        using var system = new OneOfEach(mustFail);
        await new CrashWalk(system, plan).GoAsync();
    }
}
