using System.Runtime.InteropServices;
using RollbackOps.Cli.Commands;
using RollbackOps.Cli.Views;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli;

/// <summary>Shows a run while it goes on, and hands it the wish to stop. The run does not wait for either.</summary>
internal static class RunWatcher
{
    private static int _asked;

    // Held to the end of the process: a signal on its way out would change the exit code that the run has earned.
    private static readonly List<PosixSignalRegistration> Signals = [];

    public static async Task<int> WatchAsync(Run run, bool json)
    {
        Signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Interrupt(context, run)));
        Signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Interrupt(context, run)));
        IRunView view = json ? new JsonView() : Screen.IsTerminal ? new TerminalView(run.Plan) : new PlainView();
        await foreach (var @event in run.Events.ReadAllAsync())
            Render(() => view.Show(@event), json);
        try
        {
            var result = await run.Completion;
            Render(() => view.End(result), json);
            return result.ExitCode;
        }
        catch (RollbackException error)
        {
            Verb.Show(error, json);
            return Verb.NotClosed;
        }
        catch (Exception error)
        {
            Unforeseen.Show(error, json);
            Screen.Error("  The run is not closed: rollbackops resume goes on with it.");
            return Verb.NotClosed;
        }
    }

    // What can't be shown is in the journal; the run goes on.
    private static void Render(Action show, bool json)
    {
        try
        {
            show();
        }
        catch (Exception error)
        {
            Unforeseen.Show(error, json);
        }
    }

    private static void Interrupt(PosixSignalContext context, Run run)
    {
        context.Cancel = true;
        Screen.Error(Interlocked.Increment(ref _asked) == 1
            ? "\nInterrupting: the step under way gets ten seconds to end. Once more to end it at once."
            : "\nEnding it at once.");
        run.Interrupt();
    }
}
