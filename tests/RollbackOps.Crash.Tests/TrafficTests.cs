using RollbackOps.Crash.Tests.Points;
using RollbackOps.Crash.Tests.Systems;

namespace RollbackOps.Crash.Tests;

/// <summary>Law 6 for nginx: wherever a run is killed, users get one stack or the page, and nginx could start with what is there.</summary>
public sealed class TrafficTests
{
    private static readonly string[] Run = ["run", "--strategy", "shielded", "--yes"];

    [Fact]
    public Task Killed_at_any_point_a_resumed_run_is_proven() =>
        WalkAsync(new() { Name = "nginx", Run = Run, Code = 0, Sample = 5 });

    [Fact]
    public Task Killed_at_any_point_of_turning_back_a_resumed_run_is_undone() =>
        WalkAsync(new() { Name = "nginx-undone", Run = Run, Code = 3, From = CrashPlan.Prove, Sample = 3 }, mustFail: true);

    [Fact]
    public Task Killed_at_any_point_a_run_can_be_undone() =>
        WalkAsync(new() { Name = "nginx-undo", Run = Run, Code = 0, Undo = true, Sample = 3 });

    private static Task WalkAsync(CrashPlan plan, bool mustFail = false) => new CrashWalk(new NginxShop(mustFail), plan with { Everywhere = false }).GoAsync();
}
