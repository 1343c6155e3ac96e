using System.Runtime.Versioning;
using RollbackOps.Crash.Tests.Points;
using RollbackOps.Crash.Tests.Systems;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Crash.Tests;

/// <summary>Law 6 for MongoDB, against fakes of its tools: what was live is in the server or in a whole dump at every instant.</summary>
[Trait("Row", "S4")]
[UnsupportedOSPlatform("windows")]
public sealed class MongoTests
{
    [Fact]
    public async Task Killed_at_any_point_a_resumed_run_is_proven()
    {
        Needs.Node();
        using var shop = await new MongoCrashShop().FillAsync();
        await new CrashWalk(shop, new() { Name = "mongo", Run = ["run", "--strategy", "database", "--yes"], Code = 0, Sample = 6, Everywhere = false }).GoAsync();
    }
}
