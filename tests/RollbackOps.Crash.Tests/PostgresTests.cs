using RollbackOps.Crash.Tests.Points;
using RollbackOps.Crash.Tests.Systems;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Crash.Tests;

/// <summary>Law 6 for PostgreSQL: between the fence and the exchange too, and the database that was live is never lost.</summary>
[Trait("Safety", "3")]
public sealed class PostgresTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    private static readonly string[] Run = ["run", "--strategy", "data", "--yes"];

    [Fact]
    public Task Killed_at_any_point_a_resumed_run_is_proven() =>
        WalkAsync(new() { Name = "postgres", Run = Run, Code = 0, Sample = 30 });

    [Fact]
    public Task Killed_at_any_point_of_turning_back_a_resumed_run_is_undone() =>
        WalkAsync(new() { Name = "postgres-undone", Run = Run, Code = 3, From = CrashPlan.Prove, Sample = 6 }, mustFail: true);

    [Fact]
    public Task Killed_and_killed_again_a_resumed_run_is_proven() =>
        WalkAsync(new() { Name = "postgres-twice", Run = Run, Code = 0, Twice = true, Sample = 3 });

    [Fact]
    public Task Killed_at_any_point_a_run_can_be_undone() =>
        WalkAsync(new() { Name = "postgres-undo", Run = Run, Code = 0, Undo = true, Sample = 6 });

    [Fact]
    [Trait("Safety", "23")]
    public Task Killed_at_any_point_a_resumed_run_has_set_the_sequences_ahead() =>
        WalkAsync(new() { Name = "postgres-ahead", Run = Run, Code = 0, Sample = 3 }, more: "keep-sequences: ahead");

    [Fact]
    [Trait("Safety", "15")]
    public Task Killed_at_any_point_a_resumed_run_has_replaced_the_database_in_its_place() =>
        WalkAsync(new() { Name = "postgres-in-place", Run = Run, Code = 0, Sample = 3 }, more: "place: in-place\n    safety-dump: safety");

    private async Task WalkAsync(CrashPlan plan, bool mustFail = false, string more = "")
    {
        Needs.Postgres();
        using var shop = new PostgresShop(cluster, mustFail) { More = more };
        await shop.MakeAsync();
        await new CrashWalk(shop, plan with { Everywhere = false }).GoAsync();
    }
}
