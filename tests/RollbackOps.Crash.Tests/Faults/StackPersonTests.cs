using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>Whatever people and crashes do to containers in the middle of a run, its end says what is.</summary>
public sealed class StackPersonTests(StackFixture fixture) : IClassFixture<StackFixture>
{
    public static TheoryData<string> Faults => [.. StackPersons.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task The_end_is_the_truth_when(string name)
    {
        Needs.Docker();
        var fault = StackPersons.All.Single(fault => fault.Name == name);
        var system = await fixture.RenewAsync(fault);
        await FaultJudge.RunAsync(system, () => system.ShellAsync(fault.Mend), fault.Ends);
        Assert.True(system.Shim.WasHit, "The moment never came.");
    }

    [Fact]
    public async Task A_release_whose_container_flaps_is_not_kept()
    {
        Needs.Docker();
        var system = await fixture.RenewAsync(null);
        system.Target = "v0.9.0";
        await FaultJudge.RunAsync(system, null, 3);
    }
}
