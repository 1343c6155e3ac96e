using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.Processes;

/// <summary>Runs programs as child processes, each in a session of its own and marked with the run that started it.</summary>
/// <param name="redactor">Takes secrets out of what they print.</param>
/// <param name="time">The clock.</param>
/// <param name="mark">The run that they belong to; null for none.</param>
public sealed class ProcessRunner(Redactor redactor, TimeProvider time, RunMark? mark = null) : IRunner
{
    private readonly Attempts _attempts = new(redactor, time);

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
        using var limit = new CancellationTokenSource(command.Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            return await _attempts.MakeAsync(command, token => OnceAsync(command, token, cancel), both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new RollbackException(
                RollbackErrorId.TimedOut,
                $"{redactor.Redact(command.ToString())} took longer than {command.Limit.TotalSeconds:0.#} s and was ended.",
                "Find out what it waits for, or raise the step's limit in the runbook.");
        }
    }

    private async Task<CommandResult> OnceAsync(Command command, CancellationToken stop, CancellationToken cancel)
    {
        CrashPoint.ReachWithin("before", command);
        using var process = RunningProcess.Start(command, mark?.Variables ?? new Dictionary<string, string>(), time);
        CrashPoint.ReachWithin("at the start of", command);
        // The first wish to stop ends it in an orderly way; one that comes on top of a limit ends it at once.
        var result = await new Conversation(command, redactor, time).HoldAsync(
            process.Process, () => process.EndAsync(cancel.IsCancellationRequested ? CancellationToken.None : cancel), stop);
        CrashPoint.ReachWithin("after", command);
        return result;
    }

    private static string LastLines(CommandResult result)
    {
        var text = string.IsNullOrWhiteSpace(result.Err) ? result.Out : result.Err;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "it said nothing" : string.Join(" | ", lines.TakeLast(5));
    }
}
