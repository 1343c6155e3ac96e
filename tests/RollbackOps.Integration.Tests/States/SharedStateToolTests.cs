using System.Diagnostics;
using System.Text;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Integration.Tests.States;

/// <summary>The tool with its state in PostgreSQL.</summary>
public sealed class SharedStateToolTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>, IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-shared-").FullName;
    private readonly string _system = $"s{Guid.NewGuid():N}"[..12];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_run_its_history_and_its_proof_are_on_the_server_and_the_password_is_nowhere()
    {
        Needs.Postgres();
        Write("touch go;");
        var run = await RunAsync("run", "--strategy", "all", "--yes");
        Assert.True(run.Code == 0, run.All);
        var history = await RunAsync("history");
        Assert.Contains("PROVEN", history.Out, StringComparison.Ordinal);
        var verify = await RunAsync("history", "--verify");
        Assert.True(verify.Code == 0, verify.All);
        Assert.Contains("000001", verify.Out, StringComparison.Ordinal);
        Assert.Contains("No run in postgresql://127.0.0.1", (await RunAsync("resume")).Error, StringComparison.Ordinal);
        Assert.Equal("second", (await File.ReadAllTextAsync(Path.Combine(_folder, "effects"), Cancel)).Split('\n')[1]);

        var lines = await cluster.SqlAsync("postgres", $"SELECT string_agg(event, '') FROM rollbackops.lines WHERE system = '{_system}/production'");
        var written = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(file => File.ReadAllText(file, Encoding.Latin1));
        foreach (var text in written.Concat([lines, run.All, history.All, verify.All]))
        {
            Assert.DoesNotContain(PostgresCluster.Password, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Uri.EscapeDataString(PostgresCluster.Password), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_holder_that_was_stopped_for_longer_than_its_lease_appends_nothing_and_starts_nothing_when_it_wakes_up()
    {
        Needs.Postgres();
        Write("while ! test -e go; do sleep 0.05; done;");
        using var late = Process.Start(Start("run", "--strategy", "all", "--yes"))!;
        await UntilAsync(() => File.Exists(Path.Combine(_folder, "effects")));
        await SignalAsync("STOP", late);
        ToolResult resumed;
        try
        {
            // The child was not stopped: it ends while its parent sleeps.
            await File.WriteAllTextAsync(Path.Combine(_folder, "go"), "", Cancel);
            await UntilAsync(() => File.Exists(Path.Combine(_folder, "first")));
            Assert.Contains("s more unless they renew it", (await RunAsync("resume")).Error, StringComparison.Ordinal);
            var since = Stopwatch.StartNew();
            do
                resumed = await RunAsync("resume");
            while (resumed.Code == 5 && since.Elapsed < Bound);
            Assert.True(resumed.Code == 0, resumed.All);
        }
        finally
        {
            await SignalAsync("CONT", late);
        }

        var lines = await CountAsync();
        var output = await late.StandardOutput.ReadToEndAsync(Cancel);
        await late.WaitForExitAsync(Cancel);

        Assert.True(late.ExitCode == 5, output);
        Assert.Contains("another process may go on with the run", output, StringComparison.Ordinal);
        Assert.Equal(lines, await CountAsync());
        Assert.Equal("first\nsecond\n", await File.ReadAllTextAsync(Path.Combine(_folder, "effects"), Cancel));
        Assert.Equal(0, (await RunAsync("history", "--verify")).Code);
    }

    [Fact]
    [Trait("Safety", "18")]
    public async Task A_state_on_the_server_that_is_rolled_back_is_refused()
    {
        Needs.Postgres();
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {_system}");
        await cluster.SqlAsync(_system, "CREATE TABLE users (name text)");
        await cluster.DumpAsync(_system, Path.Combine(_folder, "shop-20260217-100000.sql"));
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "rollback.yaml"),
            $$"""
            system: {{_system}}
            state: "${env:STATE_URL}"
            databases:
              main: { postgres: "postgresql://postgres:${env:STATE_PASSWORD}@localhost:{{cluster.Port}}/{{_system}}", backups: "shop-*.sql" }
            """,
            Cancel);
        var plan = await RunAsync("plan", "--strategy", "database");
        Assert.Equal(2, plan.Code);
        Assert.Contains("that server is part of what is rolled back", plan.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_server_that_does_not_answer_is_said_before_anything()
    {
        Write("touch go;");
        var start = Start("run", "--strategy", "all", "--yes");
        start.Environment["STATE_URL"] = "postgresql://ops:canary-9917@127.0.0.1:1/ops";
        var result = await Tool.EndAsync(start);
        Assert.Equal(2, result.Code);
        Assert.Contains("The server of the state, postgresql://127.0.0.1:1/ops, can't be reached", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", result.All, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "effects")));
    }

    [Fact]
    public async Task A_runbook_that_is_gone_is_no_reason_not_to_find_its_runs_where_their_state_is_named()
    {
        Needs.Postgres();
        Write("touch go;");
        Assert.Equal(0, (await RunAsync("run", "--strategy", "all", "--yes")).Code);
        File.Delete(Path.Combine(_folder, "rollback.yaml"));
        Assert.Contains("PROVEN", (await RunAsync("history", "--state", "${env:STATE_URL}")).Out, StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private void Write(string before) => File.WriteAllText(Path.Combine(_folder, "rollback.yaml"), $$"""
        system: {{_system}}
        state: "${env:STATE_URL}"
        actions:
          first:
            type: command
            switch: { run: [sh, -c, "echo first >> effects; {{before}} touch first"], undo: [rm, -f, first], is-done: [test, -e, first] }
          second:
            type: command
            switch: { run: [sh, -c, "echo second >> effects; touch second"], undo: [rm, -f, second], is-done: [test, -e, second] }
        checks:
          - command: { run: [test, -e, second] }
        strategies:
          all: { back: [first, second] }
        """);

    private ProcessStartInfo Start(params string[] arguments)
    {
        var start = Tool.Start(_folder, arguments);
        start.Environment["STATE_PASSWORD"] = PostgresCluster.Password;
        start.Environment["STATE_URL"] = $"postgresql://postgres:{Uri.EscapeDataString(PostgresCluster.Password)}@127.0.0.1:{cluster.Port}/postgres";
        start.Environment["ROLLBACKOPS_LOCAL"] = Path.Combine(_folder, "local");
        return start;
    }

    private Task<ToolResult> RunAsync(params string[] arguments) => Tool.EndAsync(Start(arguments));

    private async Task<string> CountAsync() =>
        await cluster.SqlAsync("postgres", $"SELECT count(*) FROM rollbackops.lines WHERE system = '{_system}/production'");

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var since = Stopwatch.StartNew(); !holds(); await Task.Delay(50, Cancel))
            Assert.True(since.Elapsed < Bound, "it did not come to that in time");
    }

    private static async Task SignalAsync(string signal, Process process) =>
        await Tool.ShellAsync("/", "bash", "-c", $"kill -{signal} {process.Id}");
}
