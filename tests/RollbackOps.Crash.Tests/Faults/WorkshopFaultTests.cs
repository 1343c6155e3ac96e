using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>Whatever goes wrong with a tool of the workshop, the run's end says what is.</summary>
public sealed class WorkshopFaultTests
{
    public static TheoryData<string> Faults => [.. WorkshopFaults.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task The_end_is_the_truth_when(string name)
    {
        Needs.Git();
        var fault = WorkshopFaults.All.Single(fault => fault.Name == name);
        await using var system = await Workshop.MakeAsync(fault);
        await FaultJudge.RunAsync(system, () => system.ShellAsync(fault.Mend), fault.Ends);
        Assert.True(fault.MayMiss || system.Shim.WasHit, "The call that goes wrong never came.");
    }
}
