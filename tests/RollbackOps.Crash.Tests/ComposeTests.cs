using RollbackOps.Crash.Tests.Points;
using RollbackOps.Crash.Tests.Systems;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Crash.Tests;

/// <summary>Law 6 for Compose: samples, of which the mode <c>all</c> makes every point.</summary>
public sealed class ComposeTests
{
    private static readonly string[] Run = ["run", "--strategy", "release", "--yes"];

    [Fact]
    public Task Killed_at_any_point_a_resumed_run_is_proven() =>
        WalkAsync(new() { Name = "compose", Run = Run, Code = 0, Sample = 8 });

    [Fact]
    public Task Killed_while_it_builds_a_resumed_run_is_proven() =>
        WalkAsync(new() { Name = "compose-build", Run = Run, Code = 0, Sample = 2 }, build: true);

    [Fact]
    public Task Killed_while_it_turns_back_a_resumed_run_is_undone() =>
        WalkAsync(new() { Name = "compose-undone", Run = Run, Code = 3, From = CrashPlan.Prove, Sample = 1 }, mustFail: true);

    [Fact]
    public Task Killed_at_a_point_a_run_can_be_undone() =>
        WalkAsync(new() { Name = "compose-undo", Run = Run, Code = 0, Undo = true, Sample = 2 });

    [Fact]
    [Trait("Row", "N8")]
    public Task Killed_while_all_is_made_anew_and_tried_a_resumed_run_is_proven() =>
        WalkAsync(new() { Name = "rebuild", Run = Run, Code = 0, Sample = 3 }, build: true, anew: true);

    [Fact]
    [Trait("Row", "N8")]
    public Task Killed_while_all_is_made_anew_and_tried_a_run_can_be_undone() =>
        WalkAsync(new() { Name = "rebuild-undo", Run = Run, Code = 0, Undo = true, Sample = 2 }, build: true, anew: true);

    private static async Task WalkAsync(CrashPlan plan, bool build = false, bool mustFail = false, bool anew = false)
    {
        Needs.Docker();
        Needs.Git();
        await using var stack = new ComposeStack(build, mustFail, anew);
        await new CrashWalk(stack, plan with { SideBySide = 2, Everywhere = false }).GoAsync();
    }
}
