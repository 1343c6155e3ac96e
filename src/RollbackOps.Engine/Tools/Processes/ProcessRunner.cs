using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.Processes;

/// <summary>Runs programs as child processes, marked with the run that started them.</summary>
/// <param name="redactor">Takes secrets out of what they print.</param>
/// <param name="time">The clock.</param>
public sealed class ProcessRunner(Redactor redactor, TimeProvider time) : IRunner
{
    private const int KeptErrors = 64 * 1024;

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

    private static Process Start(Command command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = command.Folder ?? "",
            StandardErrorEncoding = Encoding.UTF8,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in command.Env)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception error) when (error is Win32Exception or FileNotFoundException or DirectoryNotFoundException)
        {
            var reason = command.Folder is { } folder && !Directory.Exists(folder) ? $"the folder {folder} does not exist" : "it was not found or may not be run";
            throw new RollbackException(
                RollbackErrorId.ToolMissing,
                $"The program '{command.Program}' can't be started: {reason}.",
                $"Install '{command.Program}' or put it on the PATH, then run the same command again.",
                error);
        }
    }

    // The first of the three that fails ends the others: a program that waits for the rest of its input never ends by itself.
    private async Task<CommandResult> TalkAsync(Process process, Command command, CancellationTokenSource both)
    {
        var output = command.Output is { } read
            ? Discard(read(process.StandardOutput.BaseStream, both.Token))
            : process.StandardOutput.ReadToEndAsync(both.Token);
        var errors = ErrorsAsync(process, command, both.Token);
        var input = InputAsync(process, command, both.Token);
        Task[] all = [output, errors, input];
        var left = all.ToList();
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

        await Task.WhenAll(all);
        await process.WaitForExitAsync(both.Token);
        return new(process.ExitCode, redactor.Redact(await output), redactor.Redact(await errors));
    }

    private static async Task<string> Discard(Task reading)
    {
        await reading;
        return "";
    }

    private static async Task Quiet(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<string> ErrorsAsync(Process process, Command command, CancellationToken cancel)
    {
        var kept = new StringBuilder();
        while (await process.StandardError.ReadLineAsync(cancel) is { } line)
        {
            command.ErrorLine?.Invoke(redactor.Redact(line));
            kept.Append(line).Append('\n');
            if (kept.Length > 2 * KeptErrors)
                kept.Remove(0, kept.Length - KeptErrors);
        }

        return kept.ToString();
    }

    // A program may end before it has read all: its exit code tells, not the broken pipe.
    private static async Task InputAsync(Process process, Command command, CancellationToken cancel)
    {
        var stream = process.StandardInput.BaseStream;
        try
        {
            if (command.Input is { } write)
                await write(stream, cancel);
            await stream.DisposeAsync();
        }
        catch (IOException) when (process.HasExited || !stream.CanWrite)
        {
        }
        catch (IOException error) when (error.InnerException is System.Net.Sockets.SocketException or null || error.HResult == 32)
        {
        }
    }

    private static async Task EndAsync(Process process)
    {
        if (process.HasExited)
            return;
        process.Kill(entireProcessTree: true);
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
