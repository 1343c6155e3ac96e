using System.Runtime.InteropServices;

namespace RollbackOps.Cli;

/// <summary>Work outside a run that ends in an orderly way when it is interrupted: what it has half made is taken away.</summary>
internal static class Interrupted
{
    /// <summary>Does it.</summary>
    /// <exception cref="RollbackException">A person interrupted it.</exception>
    public static async Task<T> OrDoneAsync<T>(Func<CancellationToken, Task<T>> work, string next)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await work(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new RollbackException(RollbackErrorId.Declined, "It was interrupted, and nothing half made is left.", next);
        }

        // The second one ends the process at once; what it leaves then goes with the next one.
        void Stop(PosixSignalContext context)
        {
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }
}
