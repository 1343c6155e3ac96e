using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Crash.Tests.Races;

/// <summary>The same with the state in PostgreSQL, where a lease takes the place of the operating system's lock.</summary>
public sealed class SharedRaceTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    private const string Variable = "ROLLBACKOPS_RACE_STATE";

    [Fact]
    [Trait("Safety", "17")]
    public async Task Of_sixteen_processes_that_start_the_same_run_exactly_one_runs_each_time()
    {
        Needs.Postgres();
        Environment.SetEnvironmentVariable(Variable, $"postgresql://postgres:{Uri.EscapeDataString(PostgresCluster.Password)}@127.0.0.1:{cluster.Port}/postgres");
        await Race.StartAsync($"\"${{env:{Variable}}}\"", CrashMode.IsAll ? 100 : 10);
    }
}
