using System.Management.Automation;
using System.Management.Automation.Host;
using System.Runtime.InteropServices;
using RollbackOps.Engine.Running;
using RollbackOps.Events;
using RollbackOps.PowerShell.Reporting;

namespace RollbackOps.PowerShell.Running;

/// <summary>
/// Renders a run on the pipeline's thread until it ends. Nobody who stops reading stops the run; whoever stops the
/// cmdlet (Ctrl+C, SIGTERM) interrupts it, and it is waited for.
/// </summary>
/// <param name="cmdlet">The cmdlet that renders.</param>
/// <param name="answers">Answers the run's questions.</param>
internal sealed class RunWatch(PSCmdlet cmdlet, PipelineAnswers answers)
{
    private Run? _run;
    private int _presses;

    /// <summary>Asks the run to stop; called from another thread.</summary>
    public void Interrupt()
    {
        if (_run is not { } run)
            return;
        Tell("Interrupting: the step under way gets ten seconds to end. Ctrl+C once more ends it at once.");
        run.Interrupt();
    }

    /// <summary>Renders to the end, whatever becomes of the reader.</summary>
    public RunResult ToTheEnd(Run run)
    {
        _run = run;
        if (cmdlet.Stopping)
            run.Interrupt();
        // The default of SIGTERM, to end the process, comes after this handler.
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => InterruptAndWait(run));
        // PowerShell stops a pipeline once: of a second Ctrl+C, no cmdlet hears.
        using var again = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => PressAgain(run));
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        var view = new RunView(cmdlet, run.Plan);
        try
        {
            Render(run, view);
        }
        finally
        {
            answers.Close();
            Wait(run);
            TakeProgressAway(view);
            if (cmdlet.Stopping && run.Completion is { IsCompletedSuccessfully: true, Result: var result })
                Tell($"{result.Message} Next: {CmdletWords.Of(result.Next)}");
        }

        return run.Completion.GetAwaiter().GetResult();
    }

    private void Render(Run run, RunView view)
    {
        while (run.Events.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            while (run.Events.TryRead(out var @event))
            {
                view.Show(@event);
                if (@event is GateAsked asked && answers.Wants(asked.Gate))
                    answers.Say(Ask(asked));
            }
    }

    private bool? Ask(GateAsked asked)
    {
        try
        {
            return cmdlet.ShouldContinue(asked.Question, asked.Gate);
        }
        catch (Exception error) when (error is PSInvalidOperationException or HostException or NotImplementedException)
        {
            // There is nobody to ask. The run waits, and is resumed with an answer.
            return null;
        }
    }

    private void PressAgain(Run run)
    {
        if (Interlocked.Increment(ref _presses) > 1)
            run.Interrupt();
    }

    // No stream of a stopped pipeline takes anything any more; only the host can still tell what to type next.
    private void Tell(string text)
    {
        try
        {
            cmdlet.Host.UI?.WriteWarningLine(text);
        }
        catch (Exception error) when (error is HostException or PipelineStoppedException or NotImplementedException)
        {
            // Nobody is there to read it. The journal has it.
        }
    }

    private static void InterruptAndWait(Run run)
    {
        run.Interrupt();
        Wait(run);
    }

    private static void Wait(Run run) => ((IAsyncResult)run.Completion).AsyncWaitHandle.WaitOne();

    private static void TakeProgressAway(RunView view)
    {
        try
        {
            view.End();
        }
        catch (PipelineStoppedException)
        {
            // The pipeline is gone, and its progress with it.
        }
    }
}
