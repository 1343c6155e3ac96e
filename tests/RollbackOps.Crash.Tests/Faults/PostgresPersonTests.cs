using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>Whatever people and crashes do to a database server in the middle of a run, its end says what is.</summary>
public sealed class PostgresPersonTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    public static TheoryData<string> Faults => [.. PostgresPersons.All.Select(fault => fault.Name)];

    [Theory]
    [Trait("Safety", "4")]
    [MemberData(nameof(Faults))]
    public async Task The_end_is_the_truth_when(string name)
    {
        Needs.Postgres();
        Needs.Root();
        var fault = PostgresPersons.All.Single(fault => fault.Name == name);
        await using var system = await PostgresShop.MakeAsync(cluster, fault);
        await FaultJudge.RunAsync(system, () => system.ShellAsync(fault.Mend), fault.Ends);
        // A run that has turned back needs nothing mended; the server does.
        if (fault.Ends is [3])
            await system.ShellAsync(fault.Mend);
        Assert.True(fault.MayMiss || system.Shim.WasHit, "The moment never came.");
    }
}
