using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>Whatever goes wrong between the tool and Docker, the run's end says what is.</summary>
public sealed class StackFaultTests(StackFixture fixture) : IClassFixture<StackFixture>
{
    public static TheoryData<string> Faults => [.. StackFaults.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task The_end_is_the_truth_when(string name)
    {
        Needs.Docker();
        var fault = StackFaults.All.Single(fault => fault.Name == name);
        var system = await fixture.RenewAsync(fault);
        await FaultJudge.RunAsync(system, () => system.ShellAsync(fault.Mend), fault.Ends);
        Assert.True(fault.MayMiss || system.Shim.WasHit, "The call that goes wrong never came.");
    }
}
