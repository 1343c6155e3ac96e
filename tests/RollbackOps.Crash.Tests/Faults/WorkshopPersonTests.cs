using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>Whatever people, disks and mounts do to the workshop in the middle of a run, its end says what is.</summary>
public sealed class WorkshopPersonTests
{
    public static TheoryData<string> Faults => [.. WorkshopPersons.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    [Trait("Safety", "16")]
    public async Task The_end_is_the_truth_when(string name)
    {
        Needs.Git();
        Needs.Nginx();
        Needs.Root();
        var fault = WorkshopPersons.All.Single(fault => fault.Name == name);
        await using var system = await Workshop.MakeAsync(fault);
        await FaultJudge.RunAsync(system, () => system.ShellAsync(fault.Mend), fault.Ends);
        Assert.True(system.Shim.WasHit, "The moment never came.");
    }
}
