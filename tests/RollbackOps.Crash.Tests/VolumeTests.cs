using RollbackOps.Crash.Tests.Points;
using RollbackOps.Crash.Tests.Systems;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Crash.Tests;

/// <summary>Law 6 for Docker volumes: the content of before is whole in some volume at every instant. Samples, of which the mode <c>all</c> makes every point.</summary>
[Trait("Safety", "24")]
public sealed class VolumeTests
{
    private static readonly string[] Run = ["run", "--strategy", "data", "--yes"];

    [Fact]
    public Task Killed_at_any_point_a_resumed_run_is_proven() =>
        WalkAsync(new() { Name = "volume", Run = Run, Code = 0, Sample = 3 });

    [Fact]
    public Task Killed_while_it_turns_back_a_resumed_run_is_undone() =>
        WalkAsync(new() { Name = "volume-undone", Run = Run, Code = 3, From = CrashPlan.Prove, Sample = 1 }, mustFail: true);

    [Fact]
    public Task Killed_at_a_point_a_run_can_be_undone() =>
        WalkAsync(new() { Name = "volume-undo", Run = Run, Code = 0, Undo = true, Sample = 1 });

    private static async Task WalkAsync(CrashPlan plan, bool mustFail = false)
    {
        Needs.Docker();
        using var shop = new VolumeShop(mustFail);
        await new CrashWalk(shop, plan with { Everywhere = false }).GoAsync();
    }
}
