using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Races;

/// <summary>Sixteen at once, and exactly one does it. Where the state lives is a parameter.</summary>
public sealed class RaceTests
{
    [Theory]
    [InlineData("state", 100)]
    [Trait("Safety", "17")]
    public Task Of_sixteen_processes_that_start_the_same_run_exactly_one_runs_each_time(string state, int rounds) => Race.StartAsync(state, rounds);

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
            Race.Judge(system, run, ends);
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
        Assert.Single(Race.Journals(system));
        Assert.Single(ends, end => end.Code == 0 && end.All.Contains("proven", StringComparison.Ordinal));
        Assert.All(ends, end => Assert.True(end.Code is 0 or 1 or 2 or 5, end.All));
    }
}
