using System.Diagnostics;
using System.Globalization;
using System.Text;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tests.Processes;

public sealed class ProcessRunnerTests
{
    private readonly Redactor _redactor = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ProcessRunner Runner => new(_redactor, TimeProvider.System);

    [Fact]
    public async Task Output_errors_and_exit_code_come_back()
    {
        var result = await Runner.TryAsync(Shell("echo out; echo err >&2; exit 3"), Cancel);

        Assert.Equal(new CommandResult(3, "out\n", "err\n"), result);
    }

    [Fact]
    public async Task A_program_that_must_exit_with_0_and_does_not_is_an_error_with_its_last_words()
    {
        var error = await Assert.ThrowsAsync<RollbackException>(() => Runner.RunAsync(Shell("echo no such thing >&2; exit 4"), Cancel));

        Assert.Equal(RollbackErrorId.ToolFailed, error.Id);
        Assert.Contains("exit code 4: no such thing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Much_output_and_many_errors_at_once_do_not_block_each_other()
    {
        var result = await Runner.RunAsync(Shell("head -c 3000000 /dev/zero | tr '\\0' 'x\\n' & head -c 3000000 /dev/zero | tr '\\0' 'y' | fold >&2; wait"), Cancel);

        Assert.Equal(3000000, result.Out.Length);
        Assert.InRange(result.Err.Length, 1, 64 * 1024);
    }

    [Fact]
    public async Task Input_that_the_program_does_not_read_to_its_end_is_no_error()
    {
        var result = await Runner.RunAsync(Shell("head -c 5") with { Input = Megabytes(20) }, Cancel);

        Assert.Equal("xxxxx", result.Out);
    }

    [Fact]
    public async Task Input_to_a_program_that_ends_at_once_leaves_the_exit_code_to_tell()
    {
        var result = await Runner.TryAsync(Shell("exit 7") with { Input = Megabytes(20) }, Cancel);

        Assert.Equal(7, result.ExitCode);
    }

    [Fact]
    public async Task What_fails_while_input_is_made_is_an_error_and_ends_the_program()
    {
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAsync<FileNotFoundException>(() => Runner.RunAsync(
            Shell("cat; sleep 60") with { Input = (_, _) => throw new FileNotFoundException("backup") }, Cancel));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Input_and_output_stream_through()
    {
        long read = 0;
        await Runner.RunAsync(
            new Command
            {
                Program = "cat",
                Arguments = [],
                Input = Megabytes(5),
                Output = async (stream, cancel) =>
                {
                    var buffer = new byte[65536];
                    for (var length = await stream.ReadAsync(buffer, cancel); length > 0; length = await stream.ReadAsync(buffer, cancel))
                        read += length;
                },
            },
            Cancel);

        Assert.Equal(5 << 20, read);
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_ended_with_all_its_children()
    {
        var file = Path.GetTempFileName();
        var command = Shell($"sleep 300 & echo $! > {file}; sleep 300") with { Limit = TimeSpan.FromSeconds(1) };

        var error = await Assert.ThrowsAsync<RollbackException>(() => Runner.RunAsync(command, Cancel));

        Assert.Equal(RollbackErrorId.TimedOut, error.Id);
        await Alive.EndsAsync(int.Parse(await File.ReadAllTextAsync(file, Cancel), CultureInfo.InvariantCulture));
        File.Delete(file);
    }

    [Fact]
    public async Task Cancelling_ends_the_program_with_all_its_children()
    {
        using var stop = new CancellationTokenSource();
        var child = new TaskCompletionSource<int>();
        var command = Shell("sleep 300 & echo $! >&2; sleep 300") with { ErrorLine = line => child.SetResult(int.Parse(line, CultureInfo.InvariantCulture)) };

        var run = Runner.RunAsync(command, stop.Token);
        var id = await child.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await Alive.EndsAsync(id);
    }

    [Fact]
    public async Task A_child_that_stays_behind_with_the_output_open_does_not_hold_the_runner_up()
    {
        var watch = Stopwatch.StartNew();

        var result = await Runner.RunAsync(Shell("setsid sleep 30 & echo started; echo $! >&2"), Cancel);

        Assert.Equal("started\n", result.Out);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        using var left = Process.GetProcessById(int.Parse(result.Err, CultureInfo.InvariantCulture));
        left.Kill();
    }

    [Fact]
    public async Task A_missing_program_is_named()
    {
        var error = await Assert.ThrowsAsync<RollbackException>(() => Runner.RunAsync(new() { Program = "no-such-program", Arguments = [] }, Cancel));

        Assert.Equal(RollbackErrorId.ToolMissing, error.Id);
        Assert.Contains("no-such-program", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_folder_is_named_and_not_the_program()
    {
        var error = await Assert.ThrowsAsync<RollbackException>(() => Runner.RunAsync(Shell("true") with { Folder = "/no/such/folder" }, Cancel));

        Assert.Equal(RollbackErrorId.TargetMissing, error.Id);
        Assert.Contains("/no/such/folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_that_is_no_text_is_shown_as_far_as_it_is()
    {
        var result = await Runner.RunAsync(Shell("printf 'a\\377b'; printf 'c\\377d\\n' >&2"), Cancel);

        Assert.Equal("a\ufffdb", result.Out);
        Assert.Equal("c\ufffdd\n", result.Err);
    }

    [Fact]
    public async Task Secrets_are_taken_out_of_all_that_comes_back()
    {
        _redactor.Add("hunter2!");
        var heard = new List<string>();
        var command = Shell("echo \"$IT\"; echo \"$IT\" >&2; exit 1") with { Env = new Dictionary<string, string?> { ["IT"] = "hunter2!" }, ErrorLine = heard.Add };

        var result = await Runner.TryAsync(command, Cancel);
        var error = await Assert.ThrowsAsync<RollbackException>(() => Runner.RunAsync(command, Cancel));

        Assert.Equal(new CommandResult(1, "***\n", "***\n") { Raw = "hunter2!\n", RawErr = "hunter2!\n" }, result);
        Assert.DoesNotContain("hunter2", result.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message + string.Concat(heard), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_are_set_and_removed_and_every_child_is_marked()
    {
        var mark = new RunMark();
        mark.Set("shop", "production", "000003", new(2026, 2, 17, 10, 0, 0, TimeSpan.Zero));
        var runner = new ProcessRunner(_redactor, TimeProvider.System, mark);

        var result = await runner.RunAsync(
            Shell("echo \"$A ${HOME-none} $ROLLBACKOPS_RUN $ROLLBACKOPS_HOLDER\"") with { Env = new Dictionary<string, string?> { ["A"] = "1", ["HOME"] = null } }, Cancel);

        Assert.Equal($"1 none shop/production/000003@20260217T100000.0000000Z {mark.Holder}\n", result.Out);
    }

    [Fact]
    public void A_command_reads_as_a_person_would_type_it() => Assert.Equal(
        "git commit -m 'it'\\''s done' ''",
        new Command { Program = "git", Arguments = ["commit", "-m", "it's done", ""] }.ToString());

    private static Command Shell(string script) => new() { Program = "sh", Arguments = ["-c", script] };

    private static Func<Stream, CancellationToken, Task> Megabytes(int count) => async (stream, cancel) =>
    {
        var piece = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
        for (var i = 0; i < count; i++)
            await stream.WriteAsync(piece, cancel);
    };
}
