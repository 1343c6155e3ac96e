using RollbackOps.Crash.Tests.Points;
using RollbackOps.Crash.Tests.Systems;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Crash.Tests;

/// <summary>Law 6 for waves: small samples, of which the mode <c>all</c> makes every point.</summary>
public sealed class WaveTests
{
    private static readonly string[] Run = ["run", "--strategy", "gradual", "--yes"];

    [Fact]
    [Trait("Row", "S3")]
    public Task Killed_at_any_point_a_resumed_run_brings_all_waves_back() =>
        WalkAsync(new() { Name = "waves", Run = Run, Code = 0, From = "before doing services/stop", Sample = 2 });

    [Fact]
    [Trait("Row", "S3")]
    public Task Killed_while_a_wave_is_undone_alone_a_resumed_run_ends_with_the_one_before_in_place() =>
        WalkAsync(new() { Name = "wave-undone", Run = Run, Code = 4, From = "before doing checks/wave-2", Sample = 1 }, sick: "frontend");

    private static async Task WalkAsync(CrashPlan plan, string? sick = null)
    {
        Needs.Docker();
        Needs.Git();
        await using var shops = new WaveShops("undo-wave", sick);
        await new CrashWalk(shops, plan with { SideBySide = 2, Everywhere = false }).GoAsync();
    }
}
