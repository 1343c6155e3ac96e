using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.Processes;

/// <summary>Runs programs as child processes, marked with the run that started them.</summary>
/// <param name="redactor">Takes secrets out of what they print.</param>
/// <param name="time">The clock.</param>
/// <param name="marks">Environment variables that every child gets, so that a successor finds orphans; null for none.</param>
public sealed class ProcessRunner(Redactor redactor, TimeProvider time, IReadOnlyDictionary<string, string>? marks = null) : IRunner
{
    private const int KeptErrors = 64 * 1024;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(Command command, CancellationToken cancel)
    {
        var result = await TryAsync(command, cancel);
        return result.ExitCode == 0
            ? result
            : throw new RollbackException(
                RollbackErrorId.ToolFailed,
                $"{redactor.Redact(command.ToString())} ended with exit code {result.ExitCode}: {LastLines(result)}",
                "Read the program's message above; run the same command again once its cause is gone.");
    }

    /// <inheritdoc/>
    public async Task<CommandResult> TryAsync(Command command, CancellationToken cancel)
    {
        using var process = Start(command);
        using var limit = new CancellationTokenSource(command.Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            return await TalkAsync(process, command, both);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new RollbackException(
                RollbackErrorId.TimedOut,
                $"{redactor.Redact(command.ToString())} took longer than {command.Limit.TotalSeconds:0.#} s and was ended.",
                "Find out what it waits for, or raise the step's limit in the runbook.");
        }
        finally
        {
            await EndAsync(process);
        }
    }

    private Process Start(Command command)
    {
        if (command.Folder is { } folder && !Directory.Exists(folder))
        {
            throw new RollbackException(
                RollbackErrorId.TargetMissing,
                $"'{command.Program}' can't be started in the folder {folder}: it does not exist.",
                "Correct the folder in the runbook, or make it, and run the same command again.");
        }

        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = command.Folder ?? "",
        };
        foreach (var (name, value) in marks ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        foreach (var (name, value) in command.Env)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception error) when (error is Win32Exception or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RollbackException(
                RollbackErrorId.ToolMissing,
                $"The program '{command.Program}' can't be started: it was not found or may not be run.",
                $"Install '{command.Program}' or put it on the PATH, then run the same command again.",
                error);
        }
    }

    // The first of the three that fails ends the others: a program that waits for the rest of its input never ends by itself.
    private async Task<CommandResult> TalkAsync(Process process, Command command, CancellationTokenSource both)
    {
        using var ended = new CancellationTokenSource();
        var exit = ExitAsync(process, ended, both.Token);
        var output = OutputAsync(Pipe(process.StandardOutput, ended), command, both.Token);
        var errors = ErrorsAsync(Pipe(process.StandardError, ended), command, both.Token);
        var input = InputAsync(process, command, both.Token);
        var left = new List<Task> { exit, output, errors, input };
        while (left.Count > 0)
        {
            var done = await Task.WhenAny(left);
            left.Remove(done);
            if (!done.IsFaulted)
                continue;
            await both.CancelAsync();
            await EndAsync(process);
            await Task.WhenAll(left.Select(Quiet));
            await done;
        }

        await Task.WhenAll(exit, input);
        return new(process.ExitCode, redactor.Redact(await output), await errors);
    }

    private OutputPipe Pipe(StreamReader reader, CancellationTokenSource ended) => new(reader.BaseStream, Grace, time, ended.Token);

    private static async Task ExitAsync(Process process, CancellationTokenSource ended, CancellationToken cancel)
    {
        await process.WaitForExitAsync(cancel);
        await ended.CancelAsync();
    }

    private static async Task Quiet(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static async Task<string> OutputAsync(OutputPipe pipe, Command command, CancellationToken cancel)
    {
        if (command.Output is { } read)
        {
            await read(pipe, cancel);
            return "";
        }

        using var reader = new StreamReader(pipe, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancel);
    }

    private async Task<string> ErrorsAsync(OutputPipe pipe, Command command, CancellationToken cancel)
    {
        var kept = new StringBuilder();
        using var reader = new StreamReader(pipe, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            var shown = redactor.Redact(line);
            command.ErrorLine?.Invoke(shown);
            kept.Append(shown).Append('\n');
            if (kept.Length > 2 * KeptErrors)
                kept.Remove(0, kept.Length - KeptErrors);
        }

        return kept.Length > KeptErrors ? kept.ToString(kept.Length - KeptErrors, KeptErrors) : kept.ToString();
    }

    // A program may end, or close its input, before it has read all: its exit code tells, not the broken pipe.
    private static async Task InputAsync(Process process, Command command, CancellationToken cancel)
    {
        await using var pipe = new InputPipe(process.StandardInput.BaseStream);
        try
        {
            if (command.Input is { } write)
                await write(pipe, cancel);
        }
        catch (IOException) when (pipe.IsClosed)
        {
        }
    }

    private static async Task EndAsync(Process process)
    {
        try
        {
            if (process.HasExited)
                return;
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself meanwhile.
        }

        using var grace = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await Quiet(process.WaitForExitAsync(grace.Token));
    }

    private static string LastLines(CommandResult result)
    {
        var text = string.IsNullOrWhiteSpace(result.Err) ? result.Out : result.Err;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "it said nothing" : string.Join(" | ", lines.TakeLast(5));
    }
}
