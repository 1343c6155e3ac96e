using System.Diagnostics;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>A statement that is taken back does not go on at the server, where it might still be committed.</summary>
[Collection(PostgresTests.Name)]
public sealed class EndedSessionTests(PostgresCluster cluster)
{
    private const string Mark = "rollbackops-ended";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_psql_that_is_ended_cancels_its_statement_at_the_server()
    {
        Needs.Postgres();
        using var wish = new CancellationTokenSource();
        var access = new PostgresAccess
        {
            Where = "here",
            Database = "postgres",
            Variables = new Dictionary<string, string?> { ["PGHOST"] = "127.0.0.1", ["PGPORT"] = $"{cluster.Port}", ["PGUSER"] = "postgres", ["PGPASSWORD"] = PostgresCluster.Password },
        };
        var command = PsqlCommands.Sql(access, new("postgres", Mark), "SELECT pg_sleep(600);\n", TimeSpan.FromMinutes(5));
        var run = new ProcessRunner(new Redactor(), TimeProvider.System).RunAsync(command, wish.Token);
        await UntilAsync("1");

        await wish.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await UntilAsync("0");
    }

    private async Task UntilAsync(string sessions)
    {
        for (var began = Stopwatch.GetTimestamp(); await cluster.SqlAsync("postgres", $"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{Mark}' AND state = 'active';") != sessions; await Task.Delay(50, Cancel))
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30), $"there were never {sessions} sessions");
    }
}
