using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>Whatever goes wrong between the tool and a database server, the run's end says what is.</summary>
public sealed class PostgresFaultTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    public static TheoryData<string> Faults => [.. PostgresFaults.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task The_end_is_the_truth_when(string name)
    {
        Needs.Postgres();
        var fault = PostgresFaults.All.Single(fault => fault.Name == name);
        await using var system = await PostgresShop.MakeAsync(cluster, fault);
        await FaultJudge.RunAsync(system, () => system.ShellAsync(fault.Mend), fault.Ends);
        Assert.True(fault.MayMiss || system.Shim.WasHit, "The call that goes wrong never came.");
    }
}
