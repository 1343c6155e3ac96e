using System.Diagnostics;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>A tool that hangs where its limit is long is ended when a person says so twice, and the run goes on later.</summary>
public sealed class HangTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    [Theory]
    [InlineData(" fetch ")]
    [InlineData(" clone ")]
    [InlineData(" checkout ")]
    public async Task Git_hangs_and_the_run_is_interrupted(string call)
    {
        Needs.Git();
        await using var system = await Workshop.MakeAsync(new("git", call, Manner.Hangs));
        await IsResumedAsync(system);
    }

    [Theory]
    [InlineData(Fault.Load)]
    [InlineData("ALLOW_CONNECTIONS false")]
    [InlineData("RAISE EXCEPTION")]
    public async Task Psql_hangs_and_the_run_is_interrupted(string call)
    {
        Needs.Postgres();
        await using var system = await PostgresShop.MakeAsync(cluster, new("psql", call, Manner.Hangs));
        await IsResumedAsync(system);
    }

    [Theory]
    [InlineData("psql", Fault.Load, Manner.PersonAmid)]
    [InlineData(Fault.Itself, "loading rows", Manner.PersonBefore)]
    public async Task The_network_drops_in_the_middle_of_a_restore_and_the_run_is_interrupted(string tool, string call, object manner)
    {
        Needs.Postgres();
        Needs.Root();
        await using var network = new DroppedNetwork();
        await using var system = await PostgresShop.MakeAsync(cluster, new(tool, call, (Manner)manner) { Person = network.Down });
        await network.MakeAsync(system, cluster.Port);
        await IsResumedAsync(system, network.UpAsync);
    }

    private static async Task IsResumedAsync(FaultSystem system, Func<Task>? mend = null)
    {
        var start = Tool.Start(system.Root, ["run", .. system.Request, "--yes"]);
        system.Prepare(start);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await UntilAsync(() => system.Shim.WasHit);
        // One signal, and another while the first is being handled, would be one: they are sent until it ends.
        while (!process.HasExited)
        {
            await Tool.ShellAsync("/", "sh", "-c", $"kill -INT {process.Id} 2>/dev/null || true");
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(TimeSpan.FromMilliseconds(300)));
        }

        await FaultJudge.JudgeAsync(system, new(process.ExitCode, await output, await errors), mend, 5);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var began = Stopwatch.GetTimestamp(); !holds(); await Task.Delay(20))
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(5), "The call that hangs never came.");
    }
}
