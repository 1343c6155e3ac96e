using System.Runtime.InteropServices;
using RollbackOps.Cli.Views;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli;

/// <summary>Shows a run while it goes on, and hands it the wish to stop. The run does not wait for either.</summary>
internal static class RunWatcher
{
    public static async Task<int> WatchAsync(Run run, bool json)
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Interrupt(context, run));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Interrupt(context, run));
        IRunView view = json ? new JsonView() : Screen.IsTerminal ? new TerminalView() : new PlainView();
        await foreach (var @event in run.Events.ReadAllAsync())
            view.Show(@event);
        var result = await run.Completion;
        view.End(result);
        return result.ExitCode;
    }

    private static void Interrupt(PosixSignalContext context, Run run)
    {
        context.Cancel = true;
        Screen.Error("\nInterrupting: the step under way gets ten seconds to end. Once more to end it at once.");
        run.Interrupt();
    }
}
