using System.Diagnostics;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tests.Processes;

/// <summary>However a program behaves, it is ended when it has to, with all that came from it.</summary>
public sealed class EndingTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-ending-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ProcessRunner Runner => new(new Redactor(), TimeProvider.System);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_program_is_asked_to_end_before_it_is_ended()
    {
        await StoppedAsync("trap 'touch orderly; exit' TERM; echo $$ >> pids; while :; do sleep 0.1; done");
        Assert.True(File.Exists(Path.Combine(_folder, "orderly")));
    }

    [Fact]
    public async Task One_may_ask_for_Ctrl_C_instead()
    {
        await StoppedAsync("trap 'touch orderly; exit' INT; echo $$ >> pids; while :; do sleep 0.1; done", Signal.Interrupt);
        Assert.True(File.Exists(Path.Combine(_folder, "orderly")));
    }

    [Fact]
    public async Task One_that_ignores_being_asked_is_ended()
    {
        var id = await StoppedAsync("trap '' TERM; echo $$ >> pids; while :; do sleep 0.1; done");
        Assert.False(Alive.Is(id));
    }

    [Fact]
    public async Task A_daemon_that_it_left_in_its_session_is_ended_too()
    {
        var id = await StoppedAsync("( ( sleep 300 & echo $! >> pids ) & ); sleep 300");
        Assert.False(Alive.Is(id));
    }

    [Fact]
    public async Task A_child_in_another_session_is_ended_too()
    {
        var id = await StoppedAsync("setsid sh -c 'echo $$ >> pids; sleep 300' & wait");
        Assert.False(Alive.Is(id));
    }

    [Fact]
    public async Task A_program_that_was_stopped_by_a_signal_is_ended()
    {
        var id = await StoppedAsync("echo $$ >> pids; kill -STOP $$");
        Assert.False(Alive.Is(id));
    }

    [Fact]
    public async Task A_wish_to_stop_on_top_of_a_limit_ends_at_once()
    {
        using var wish = new CancellationTokenSource();
        var run = Runner.RunAsync(Shell("trap 'touch asked; sleep 1.8; touch orderly; exit' TERM; while :; do sleep 0.1; done") with { Limit = Soon }, wish.Token);
        await Alive.UntilAsync(() => File.Exists(Path.Combine(_folder, "asked")), "it was never asked");

        await wish.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.False(File.Exists(Path.Combine(_folder, "orderly")));
    }

    [Fact]
    public async Task One_that_hangs_is_ended_at_its_limit()
    {
        var error = await Assert.ThrowsAsync<RollbackException>(() => Runner.RunAsync(Shell("cat; sleep 300") with { Limit = Soon }, Cancel));
        Assert.Equal(RollbackErrorId.TimedOut, error.Id);
    }

    [Fact]
    public async Task One_that_floods_its_output_is_ended_at_its_limit_and_does_not_fill_the_memory()
    {
        var error = await Assert.ThrowsAsync<RollbackException>(() => Runner.RunAsync(Shell("cat /dev/zero & cat /dev/zero >&2") with { Limit = 3 * Soon }, Cancel));
        Assert.Equal(RollbackErrorId.TimedOut, error.Id);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, 1L << 30);
    }

    [Fact]
    public async Task Of_a_flood_that_ends_the_last_is_kept()
    {
        var result = await Runner.RunAsync(Shell("yes 0123456789 | head -c 110000000; echo; echo the end"), Cancel);
        Assert.EndsWith("\nthe end\n", result.Out, StringComparison.Ordinal);
        Assert.InRange(result.Out.Length, 1 << 24, 1 << 26);
    }

    [Fact]
    public async Task What_it_left_behind_that_floods_its_output_does_not_hold_the_runner_up()
    {
        var result = await Runner.RunAsync(Shell("yes & echo $! >> pids"), Cancel);
        Assert.Equal(0, result.ExitCode);
        await Alive.EndsAsync((await Alive.WrittenAsync(Path.Combine(_folder, "pids")))[0]);
    }

    [Fact]
    public async Task What_it_left_behind_that_prints_now_and_then_does_not_hold_the_runner_up()
    {
        var result = await Runner.RunAsync(Shell("while :; do echo up; sleep 0.5; done & echo $! >> pids") with { Limit = TimeSpan.FromSeconds(60) }, Cancel);
        Assert.Equal(0, result.ExitCode);
        var left = ProcessTable.Find((await Alive.WrittenAsync(Path.Combine(_folder, "pids")))[0]);
        Assert.True(ProcessCalls.TrySend(left!.Value, Signal.Kill));
    }

    [Fact]
    public async Task One_that_closes_its_output_and_goes_on_is_waited_for()
    {
        var result = await Runner.TryAsync(Shell("echo said; exec >&- 2>&-; sleep 1; touch later; exit 4"), Cancel);
        Assert.Equal(new CommandResult(4, "said\n", ""), result);
        Assert.True(File.Exists(Path.Combine(_folder, "later")));
    }

    [Fact]
    public async Task An_answer_that_is_not_kept_whole_is_never_read_as_if_it_were()
    {
        var result = await Runner.RunAsync(Shell("yes 0123456789abcde | head -c 34000000; echo last"), Cancel);
        Assert.EndsWith("last\n", result.Out, StringComparison.Ordinal);
        var error = Assert.Throws<RollbackException>(() => result.Raw);
        Assert.Contains("too long to be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_torn_input_is_never_taken_for_a_whole_one()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Runner.RunAsync(
            Shell("cat > part; touch whole") with
            {
                Input = async (stream, cancel) =>
                {
                    await stream.WriteAsync("some"u8.ToArray(), cancel);
                    throw new InvalidDataException("the rest can't be read");
                },
            },
            Cancel));
        Assert.False(File.Exists(Path.Combine(_folder, "whole")));
    }

    // Runs a script until it has written a process id, and takes the wish to run it back.
    private async Task<int> StoppedAsync(string script, Signal by = Signal.Terminate)
    {
        using var wish = new CancellationTokenSource();
        var run = Runner.RunAsync(Shell(script) with { EndsBy = by }, wish.Token);
        var id = (await Alive.WrittenAsync(Path.Combine(_folder, "pids")))[0];
        var watch = Stopwatch.StartNew();
        await wish.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        return id;
    }

    private Command Shell(string script) => new() { Program = "sh", Arguments = ["-c", script], Folder = _folder };
}
