using RollbackOps.Crash.Tests.Points;
using RollbackOps.Crash.Tests.Systems;
using RollbackOps.Integration.Tests.Redis;

namespace RollbackOps.Crash.Tests;

/// <summary>Law 6 for Redis: keys that are removed are in a copy at every instant.</summary>
[Trait("Safety", "25")]
public sealed class RedisTests(RedisServer server) : IClassFixture<RedisServer>
{
    private static readonly string[] Run = ["run", "--strategy", "flush", "--yes"];

    [Fact]
    public Task Killed_at_any_point_a_resumed_run_is_proven() =>
        WalkAsync(new() { Name = "redis", Run = Run, Code = 0, Sample = 4 });

    [Fact]
    public Task Killed_at_any_point_of_turning_back_a_resumed_run_is_undone() =>
        WalkAsync(new() { Name = "redis-undone", Run = Run, Code = 3, From = CrashPlan.Prove, Sample = 2 }, mustFail: true);

    [Fact]
    public Task Killed_at_any_point_a_run_can_be_undone() =>
        WalkAsync(new() { Name = "redis-undo", Run = Run, Code = 0, Undo = true, Sample = 2 });

    private async Task WalkAsync(CrashPlan plan, bool mustFail = false)
    {
        using var shop = new RedisShop(server, mustFail);
        await new CrashWalk(shop, plan with { Everywhere = false }).GoAsync();
    }
}
