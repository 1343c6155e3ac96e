using System.Diagnostics;
using System.Text;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.Processes;

/// <summary>What goes to a child process and what comes back, until it ends.</summary>
/// <param name="command">What it was asked.</param>
/// <param name="redactor">Takes secrets out of what it prints.</param>
/// <param name="time">The clock.</param>
internal sealed class Conversation(Command command, Redactor redactor, TimeProvider time)
{
    private const int KeptErrors = 64 * 1024;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Holds it. The first part that fails ends the program: one that waits for the rest of its input never ends by itself,
    /// and who reads or writes may wait for the program.
    /// </summary>
    public async Task<CommandResult> HoldAsync(Process process, Func<Task> end, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var ended = new CancellationTokenSource();
        var exit = ExitAsync(process, ended, stop.Token);
        var output = OutputAsync(Pipe(process.StandardOutput, ended), stop.Token);
        var errors = ErrorsAsync(Pipe(process.StandardError, ended), stop.Token);
        var left = new List<Task> { exit, output, errors, InputAsync(process, stop.Token) };
        Task? failed = null;
        while (left.Count > 0)
        {
            var done = await Task.WhenAny(left);
            left.Remove(done);
            if (done.IsCompletedSuccessfully || failed is not null)
                continue;
            failed = done;
            await stop.CancelAsync();
            await end();
        }

        if (failed is not null)
            await failed;
        var ((raw, isCut), (shown, rawErr)) = (await output, await errors);
        return new(process.ExitCode, redactor.Redact(raw), shown) { Raw = raw, IsCut = isCut, RawErr = rawErr };
    }

    private OutputPipe Pipe(StreamReader reader, CancellationTokenSource ended) => new(reader.BaseStream, Grace, time, ended.Token);

    private static async Task ExitAsync(Process process, CancellationTokenSource ended, CancellationToken cancel)
    {
        await process.WaitForExitAsync(cancel);
        await ended.CancelAsync();
    }

    private async Task<(string Text, bool IsCut)> OutputAsync(OutputPipe pipe, CancellationToken cancel)
    {
        if (command.Output is { } read)
        {
            await read(pipe, cancel);
            return ("", false);
        }

        var (kept, buffer) = (new TailText(CommandResult.Kept), new char[16 * 1024]);
        using var reader = new StreamReader(pipe, Encoding.UTF8);
        while (await reader.ReadAsync(buffer.AsMemory(), cancel) is > 0 and var length)
            kept.Add(buffer.AsSpan(0, length));
        return (kept.ToString(), kept.IsCut);
    }

    private async Task<(string Shown, string Raw)> ErrorsAsync(OutputPipe pipe, CancellationToken cancel)
    {
        var (kept, raw) = (new TailText(KeptErrors), new TailText(KeptErrors));
        using var reader = new StreamReader(pipe, Encoding.UTF8);
        await foreach (var line in LineReader.ReadAsync(reader, cancel))
        {
            var shown = redactor.Redact(line);
            command.ErrorLine?.Invoke(shown);
            kept.Add($"{shown}\n");
            raw.Add($"{line}\n");
        }

        return (kept.ToString(), raw.ToString());
    }

    // A program may end, or close its input, before it has read all: its exit code tells, not the broken pipe. Where writing
    // fails the pipe stays open until the program has ended, so that it never takes a torn input for a whole one.
    private async Task InputAsync(Process process, CancellationToken cancel)
    {
        var pipe = new InputPipe(process.StandardInput.BaseStream);
        try
        {
            if (command.Input is { } write)
            {
                await write(pipe, cancel);
                CrashPoint.ReachWithin("at the end of the input of", command);
            }
        }
        catch (IOException) when (pipe.IsClosed)
        {
        }

        await pipe.DisposeAsync();
    }
}
