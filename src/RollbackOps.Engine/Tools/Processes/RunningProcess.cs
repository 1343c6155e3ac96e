using System.ComponentModel;
using System.Diagnostics;

namespace RollbackOps.Engine.Tools.Processes;

/// <summary>A child process with all that comes from it.</summary>
internal sealed class RunningProcess : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly ProcessFamily? _family;
    private readonly Signal _endsBy;
    private readonly TimeProvider _time;

    private RunningProcess(Process process, Signal endsBy, TimeProvider time)
    {
        Process = process;
        _endsBy = endsBy;
        _time = time;
        // Null where it has ended and was collected already, or this is no Linux.
        _family = ProcessTable.Find(process.Id) is { } head ? new([head]) : null;
    }

    /// <summary>The process itself.</summary>
    public Process Process { get; }

    /// <summary>Starts a command.</summary>
    /// <exception cref="RollbackException">The folder or the program is missing.</exception>
    public static RunningProcess Start(Command command, IReadOnlyDictionary<string, string> marks, TimeProvider time)
    {
        if (command.Folder is { } folder && !Directory.Exists(folder))
        {
            throw new RollbackException(
                RollbackErrorId.TargetMissing,
                $"'{command.Program}' can't be started in the folder {folder}: it does not exist.",
                "Correct the folder in the runbook, or make it, and run the same command again.");
        }

        try
        {
            return new(Process.Start(OwnSession.Of(command, marks) ?? throw Missing(command))!, command.EndsBy, time);
        }
        catch (Exception error) when (error is Win32Exception or FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(command, error);
        }
    }

    /// <summary>
    /// Ends it with all that descends from it and all that is left in its session: asked first, and two seconds later, or
    /// when that is cut short, at once. Where there is no <c>/proc</c>, its process tree at once.
    /// </summary>
    public async Task EndAsync(CancellationToken cutShort)
    {
        if (_family is null)
        {
            await EndTreeAsync();
            return;
        }

        _family.Signal(_endsBy);
        if (await _family.AreGoneAsync(Grace, _time, cutShort))
            return;
        for (var began = _time.GetTimestamp(); _time.GetElapsedTime(began) < Patience;)
        {
            _family.Signal(Signal.Kill);
            if (await _family.AreGoneAsync(TimeSpan.FromMilliseconds(100), _time, CancellationToken.None))
                return;
        }
    }

    /// <summary>
    /// Closes its pipes, which .NET would leave to the garbage collector: what it left running and prints to them is told now,
    /// while the run still looks, and not once this process has ended.
    /// </summary>
    public void Dispose()
    {
        Process.StandardInput.BaseStream.Dispose();
        Process.StandardOutput.BaseStream.Dispose();
        Process.StandardError.BaseStream.Dispose();
        Process.Dispose();
    }

    private async Task EndTreeAsync()
    {
        try
        {
            if (Process.HasExited)
                return;
            Process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself meanwhile.
        }

        using var patience = new CancellationTokenSource(Patience, _time);
        await Process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static RollbackException Missing(Command command, Exception? error = null) => new(
        RollbackErrorId.ToolMissing,
        $"The program '{command.Program}' can't be started: it was not found or may not be run.",
        $"Install '{command.Program}' or put it on the PATH, then run the same command again.",
        error);
}
