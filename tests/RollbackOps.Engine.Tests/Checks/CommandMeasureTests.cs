using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tests.Checks;

public sealed class CommandMeasureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("check").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("echo all good", null, true, "exit code 0 in ")]
    [InlineData("echo all good", "good", true, "exit code 0 in ")]
    [InlineData("echo all good", "bad", false, "expected 'bad' in the output: all good")]
    [InlineData("echo tried; echo no route >&2; exit 3", null, false, "exit code 3, expected 0: tried no route")]
    [InlineData("exit 1", null, false, "exit code 1, expected 0: it said nothing")]
    [InlineData("exec sleep 60", null, false, "no answer within 0.5 s")]
    public async Task A_command_must_exit_with_0_and_say_what_is_expected(string script, string? contains, bool passes, string says)
    {
        var result = await MeasureAsync(new() { Run = ["sh", "-c", script] }, contains, script.Contains("sleep", StringComparison.Ordinal) ? 0.5 : 10);

        Assert.Equal(passes, result.Passed);
        Assert.StartsWith(says, result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_program_does_not_hold()
    {
        var result = await MeasureAsync(new() { Run = ["no-such-program"] }, null, 10);

        Assert.False(result.Passed);
        Assert.Contains("'no-such-program' can't be started", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_wrong_unforeseen_does_not_hold_and_ends_no_run()
    {
        var result = await new BrokenMeasure().MeasureAsync(new TcpCheck { Name = "b", Host = "h", Port = 1 }, HttpMeasureTests.Scope, TestContext.Current.CancellationToken);

        Assert.Equal((false, "it can't be measured: out of order"), (result.Passed, result.Detail));
    }

    private Task<CheckResult> MeasureAsync(RunSpec run, string? contains, double seconds)
    {
        var redactor = new Redactor();
        var scope = new CheckScope(HttpMeasureTests.Scope.Runbook with { File = Path.Combine(_folder, "rollback.yaml") });
        var spec = new CommandCheck { Name = "c", Run = run, Contains = contains, Limit = TimeSpan.FromSeconds(seconds) };
        return new CommandMeasure(new ProcessRunner(redactor, TimeProvider.System), new UserCommands(new SecretReferences(redactor)), TimeProvider.System)
            .MeasureAsync(spec, scope, TestContext.Current.CancellationToken);
    }

    private sealed class BrokenMeasure() : Check<TcpCheck>(TimeProvider.System)
    {
        public override string Kind => "tcp";

        protected override Task<(bool Passed, string Detail)> MeasureAsync(TcpCheck spec, CheckScope scope, CancellationToken cancel) =>
            throw new InvalidOperationException("out of order");
    }
}
