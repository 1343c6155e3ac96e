using RollbackOps.Crash.Tests.Points;
using RollbackOps.Crash.Tests.Systems;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Crash.Tests;

/// <summary>Law 6 for an RDB that comes back: small samples, of which the mode <c>all</c> makes every point; each rename is tried beside.</summary>
[Trait("Safety", "25")]
public sealed class RdbTests
{
    private static readonly string[] Run = ["run", "--strategy", "cache", "--yes"];

    [Fact]
    public Task Killed_at_any_point_a_resumed_run_is_proven() =>
        WalkAsync(new() { Name = "rdb", Run = Run, Code = 0, Sample = 1 });

    [Fact]
    public Task Killed_while_it_turns_back_a_resumed_run_is_undone() =>
        WalkAsync(new() { Name = "rdb-undone", Run = Run, Code = 3, From = CrashPlan.Prove, Sample = 1 }, mustFail: true);

    private static async Task WalkAsync(CrashPlan plan, bool mustFail = false)
    {
        Needs.Docker();
        await new CrashWalk(new RdbShop(mustFail), plan with { SideBySide = 2, Everywhere = false }).GoAsync();
    }
}
