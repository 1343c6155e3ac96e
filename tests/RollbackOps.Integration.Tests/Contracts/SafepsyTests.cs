using RollbackOps.Integration.Tests.Web;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Contracts;

/// <summary>samples/safepsy: the previous version's contract takes the place of the bad one, on a real chain.</summary>
public sealed class SafepsyTests
{
    [Fact]
    [Trait("Row", "S6")]
    public async Task The_previous_version_is_compiled_deployed_and_proven_and_the_old_one_stays_paused()
    {
        await using var chain = await Chain.MakeAsync();
        var old = chain.Address;

        Exits(0, await chain.RunAsync("run", "--strategy", "contract", "--yes"));

        var made = chain.Address;
        Assert.NotEqual(old, made);
        Assert.Equal($"{made}: version 1.0.0, 1 entries", await chain.StateAsync(made));
        Assert.Equal($"{old}: version 1.1.0, 1 entries, paused", await chain.StateAsync(old));
        Exits(0, await chain.RunAsync("run", "--strategy", "contract", "--yes"));
        Assert.Equal((made, 2), (chain.Address, await chain.DeployedAsync()));
    }

    [Fact]
    [Trait("Row", "S6")]
    public async Task Undone_the_services_read_the_old_one_again_and_the_new_one_is_paused()
    {
        await using var chain = await Chain.MakeAsync();
        var old = chain.Address;
        Exits(0, await chain.RunAsync("run", "--strategy", "contract", "--yes"));
        var made = chain.Address;

        Exits(0, await chain.RunAsync("undo", "--yes"));

        Assert.Equal((old, $"{old}: version 1.1.0, 1 entries"), (chain.Address, await chain.StateAsync(old)));
        Assert.EndsWith("paused", await chain.StateAsync(made), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "S6")]
    [Trait("Safety", "29")]
    public async Task Killed_while_a_contract_is_deployed_and_resumed_there_is_one()
    {
        await using var chain = await Chain.MakeAsync();
        using var process = Begin(chain.Start("run", "--strategy", "contract", "--yes"));
        var old = chain.Address;
        await Until.HoldsAsync(async () => (await chain.StateAsync(old)).EndsWith("paused", StringComparison.Ordinal), process);
        await chain.CallAsync("evm_setAutomine", false);
        await Until.HoldsAsync(async () => await chain.DeployedAsync("pending") == 2, process);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await chain.CallAsync("evm_setAutomine", true);
        await chain.CallAsync("evm_mine");

        Exits(0, await chain.RunAsync("resume"));

        Assert.Equal(2, await chain.DeployedAsync());
        Assert.Equal($"{chain.Address}: version 1.0.0, 1 entries", await chain.StateAsync(chain.Address));
    }
}
