using RollbackOps.Engine;

namespace RollbackOps.Crash.Tests.Races;

/// <summary>Sixteen processes start the same run, again and again.</summary>
internal static class Race
{
    private const int RoundsOfASystem = 10;

    /// <summary>Races; exactly one must run each time.</summary>
    /// <param name="state">Where the state lives.</param>
    /// <param name="rounds">How often.</param>
    public static async Task StartAsync(string state, int rounds)
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

    /// <summary>Exactly one of them did it, and its journal is whole.</summary>
    public static void Judge(RaceSystem system, int run, string?[] ends)
    {
        Assert.True(ends.Count(end => end == "Proven") == 1, $"run {run}: {string.Join(' ', ends)}");
        Assert.True(system.IsRolledBack);
        Assert.Equal(run, system.Effects);
        Assert.Equal(run, Journals(system).Count);
    }

    /// <summary>How the runs ended. Each journal is read whole, so that a line of someone else's would break its chain.</summary>
    public static List<Outcome?> Journals(RaceSystem system)
    {
        var outcomes = Composition.Create().History.Runs(system.Runbook, null).Select(record => record.Result?.Outcome).ToList();
        Assert.All(outcomes, outcome => Assert.Equal(Outcome.Proven, outcome));
        return outcomes;
    }
}
