using RollbackOps.Engine;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Races;

/// <summary>Sixteen at once, and exactly one does it. Where the state lives is a parameter.</summary>
public sealed class RaceTests
{
    private const int RoundsOfASystem = 10;

    [Theory]
    [InlineData("state", 100)]
    [Trait("Safety", "17")]
    public async Task Of_sixteen_processes_that_start_the_same_run_exactly_one_runs_each_time(string state, int rounds)
    {
        using var racers = new Racers();
        for (var round = 0; round < rounds; round += RoundsOfASystem)
        {
            using var system = new RaceSystem(state);
            for (var run = 1; run <= RoundsOfASystem; run++)
            {
                system.Break();
                // Once all from the same approved plan, once each with a plan of its own, so that some come late.
                if (run % 2 == 0)
                    Assert.All(await racers.AllAsync("plan", system.Runbook), planned => Assert.Equal("Planned", planned));
                var ends = await racers.AllAsync(run % 2 == 0 ? "begin" : "run", system.Runbook);
                Judge(system, run, ends);
                Assert.All(ends, end => Assert.Contains(end, (string[])["Proven", "RunUnfinished", "PlanStale", "AlreadyInPlace"]));
            }
        }
    }

    [Theory]
    [InlineData("state", 5)]
    public async Task Of_sixteen_that_resume_a_killed_run_exactly_one_goes_on(string state, int rounds)
    {
        using var racers = new Racers();
        using var system = new RaceSystem(state);
        for (var run = 1; run <= rounds; run++)
        {
            system.Break();
            system.KillNext();
            using (var victim = new RacerProcess())
                Assert.Null(await victim.DoAsync("run", system.Runbook, DateTime.UtcNow));
            Assert.Equal(run - 1, system.Effects);
            var ends = await racers.AllAsync("resume", system.Runbook);
            Judge(system, run, ends);
            // Who comes when it is over finds nothing to resume.
            Assert.All(ends, end => Assert.Contains(end, (string[])["Proven", "RunUnfinished", "Usage"]));
        }
    }

    [Theory]
    [InlineData("state")]
    public async Task Of_sixteen_tools_at_the_same_time_exactly_one_rolls_back(string state)
    {
        using var system = new RaceSystem(state);
        var ends = await Task.WhenAll(Enumerable.Range(0, Racers.Count)
            .Select(_ => Tool.RunAsync(system.Folder, "run", "--strategy", "forward", "--yes")));
        Assert.Equal(1, system.Effects);
        Assert.Single(Journals(system));
        Assert.Single(ends, end => end.Code == 0 && end.All.Contains("proven", StringComparison.Ordinal));
        Assert.All(ends, end => Assert.True(end.Code is 0 or 1 or 2 or 5, end.All));
    }

    private static void Judge(RaceSystem system, int run, string?[] ends)
    {
        Assert.True(ends.Count(end => end == "Proven") == 1, $"run {run}: {string.Join(' ', ends)}");
        Assert.True(system.IsRolledBack);
        Assert.Equal(run, system.Effects);
        Assert.Equal(run, Journals(system).Count);
    }

    // Each is read whole, so that a line of someone else's would break its chain.
    private static List<Outcome?> Journals(RaceSystem system)
    {
        var outcomes = Composition.Create().History.Runs(system.Runbook, null).Select(record => record.Result?.Outcome).ToList();
        Assert.All(outcomes, outcome => Assert.Equal(Outcome.Proven, outcome));
        return outcomes;
    }
}
