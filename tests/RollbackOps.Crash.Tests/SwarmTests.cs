using RollbackOps.Crash.Tests.Points;
using RollbackOps.Crash.Tests.Systems;
using RollbackOps.Integration.Tests.Swarm;

namespace RollbackOps.Crash.Tests;

/// <summary>Law 6 for a swarm's services: samples, of which the mode <c>all</c> makes every point.</summary>
public sealed class SwarmTests(SwarmNode node) : IClassFixture<SwarmNode>
{
    private static readonly string[] Run = ["run", "--yes"];

    [Fact]
    public Task Killed_at_any_point_a_resumed_run_is_proven() =>
        WalkAsync(new() { Name = "swarm", Run = Run, Code = 0, Sample = 6 });

    [Fact]
    public Task Killed_while_it_turns_back_a_resumed_run_is_undone() =>
        WalkAsync(new() { Name = "swarm-undone", Run = Run, Code = 3, From = CrashPlan.Prove, Sample = 1 }, mustFail: true);

    [Fact]
    public Task Killed_at_a_point_a_run_can_be_undone() =>
        WalkAsync(new() { Name = "swarm-undo", Run = Run, Code = 0, Undo = true, Sample = 2 });

    private async Task WalkAsync(CrashPlan plan, bool mustFail = false)
    {
        await using var stack = new SwarmStack(node.Registry, mustFail);
        await new CrashWalk(stack, plan with { SideBySide = 2, Everywhere = false }).GoAsync();
    }
}
