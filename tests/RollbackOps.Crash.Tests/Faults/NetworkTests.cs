using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>A network that is gone in the middle of a run: its end says what is, and the run goes on when it is back.</summary>
public sealed class NetworkTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    [Theory]
    [InlineData(Fault.Load, Manner.PersonBefore, 2)]
    [InlineData("ALLOW_CONNECTIONS false", Manner.PersonAfter, 2, 4)]
    [InlineData("RAISE EXCEPTION", Manner.PersonBefore, 4)]
    [InlineData("RAISE EXCEPTION", Manner.PersonAfter, 4)]
    public async Task The_server_can_not_be_reached_any_more(string call, object manner, params int[] ends)
    {
        Needs.Postgres();
        Needs.Root();
        await using var network = new DroppedNetwork();
        await using var system = await PostgresShop.MakeAsync(cluster, new("psql", call, (Manner)manner) { Person = network.Down });
        await network.MakeAsync(system, cluster.Port);
        await FaultJudge.RunAsync(system, network.UpAsync, ends);
        Assert.True(system.Shim.WasHit);
    }

    [Theory]
    [InlineData(" ls-remote ")]
    [InlineData(" fetch ")]
    public async Task The_remote_can_not_be_reached_any_more(string call)
    {
        Needs.Git();
        Needs.Root();
        await using var network = new DroppedNetwork();
        await using var system = await Workshop.MakeAsync(new("git", call, Manner.PersonBefore) { Person = network.Down });
        await network.MakeAsync(system);
        var port = FreePort.Find();
        await system.ShellAsync($"git -C site remote set-url origin git://{network.Address}:{port}/origin");
        using var daemon = System.Diagnostics.Process.Start("git", ["daemon", "--reuseaddr", $"--listen={network.Address}", $"--port={port}", $"--base-path={system.Root}", "--export-all", system.Root])!;
        try
        {
            await FaultJudge.RunAsync(system, network.UpAsync, 2);
            Assert.True(system.Shim.WasHit);
        }
        finally
        {
            daemon.Kill(entireProcessTree: true);
        }
    }
}
