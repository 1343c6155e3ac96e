using System.Globalization;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tests.Processes;

/// <summary>Ctrl+C at a terminal reaches this process, not the programs that it runs.</summary>
public sealed class OwnSessionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ProcessRunner Runner => new(new Redactor(), TimeProvider.System);

    [Fact]
    public void A_child_begins_a_session_and_keeps_the_process_id_that_it_was_started_with()
    {
        var mark = new RunMark();
        mark.Set("shop", "production", "000001", DateTimeOffset.UnixEpoch);
        foreach (var marks in new[] { mark.Variables, new Dictionary<string, string>() })
        {
            var command = new Command { Program = "sh", Arguments = ["-c", "echo $$ ${ROLLBACKOPS_CHILD-none}; cut -d' ' -f6 /proc/$$/stat"] };
            using var child = RunningProcess.Start(command, marks, TimeProvider.System);
            var id = child.Process.Id.ToString(CultureInfo.InvariantCulture);
            Assert.Equal($"{id} {(marks.Count > 0 ? id : "none")}\n{id}\n", child.Process.StandardOutput.ReadToEnd());
            child.Process.WaitForExit();
        }
    }

    [Fact]
    public async Task No_message_shows_how_that_is_done()
    {
        var command = new Command { Program = "sh", Arguments = ["-c", "exit 3"] };
        var error = await Assert.ThrowsAsync<RollbackException>(() => Runner.RunAsync(command, Cancel));
        Assert.StartsWith("sh -c 'exit 3' ended with exit code 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-program")]
    [InlineData("/no/such/program")]
    [InlineData("/etc/passwd")]
    [InlineData("/etc")]
    public async Task A_program_that_is_missing_or_may_not_be_run_is_named(string program)
    {
        var error = await Assert.ThrowsAsync<RollbackException>(() => Runner.RunAsync(new() { Program = program, Arguments = [] }, Cancel));
        Assert.Equal(RollbackErrorId.ToolMissing, error.Id);
        Assert.StartsWith($"The program '{program}' can't be started", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_whose_name_no_shell_could_set_arrives()
    {
        var mark = new RunMark();
        mark.Set("shop", "production", "000001", DateTimeOffset.UnixEpoch);
        var command = new Command { Program = "env", Arguments = [], Env = new Dictionary<string, string?> { ["npm_config_//host/:_x"] = "1" } };
        Assert.Contains("npm_config_//host/:_x=1\n", (await new ProcessRunner(new Redactor(), TimeProvider.System, mark).RunAsync(command, Cancel)).Out, StringComparison.Ordinal);
    }
}
