using RollbackOps.Crash.Tests.Points;
using RollbackOps.Crash.Tests.Systems;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Crash.Tests;

/// <summary>Law 6 for migrations that are taken down: each goes in one transaction with its row, so that the row tells.</summary>
[Trait("Safety", "27")]
public sealed class SchemaTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    private static readonly string[] Run = ["run", "--strategy", "down", "--yes"];

    [Fact]
    public Task Killed_at_any_point_a_resumed_run_is_proven() =>
        WalkAsync(new() { Name = "schema", Run = Run, Code = 0, Sample = 4 });

    [Fact]
    public Task Killed_at_any_point_a_run_where_nothing_is_lost_can_be_undone() =>
        WalkAsync(new() { Name = "schema-undo", Run = Run, Code = 0, Undo = true, Sample = 2 }, ", nothing-lost: true");

    private async Task WalkAsync(CrashPlan plan, string keys = "")
    {
        Needs.Postgres();
        Needs.Git();
        using var shop = new SchemaShop(cluster, keys);
        await shop.MakeAsync();
        await new CrashWalk(shop, plan with { Everywhere = false }).GoAsync();
    }
}
