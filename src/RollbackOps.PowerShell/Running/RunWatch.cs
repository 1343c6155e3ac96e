using System.Management.Automation;
using System.Management.Automation.Host;
using System.Runtime.InteropServices;
using RollbackOps.Engine.Running;
using RollbackOps.Events;

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

    /// <summary>Asks the run to stop; called from another thread.</summary>
    public void Interrupt() => _run?.Interrupt();

    /// <summary>Renders to the end, whatever becomes of the reader.</summary>
    public RunResult ToTheEnd(Run run, Plan plan)
    {
        _run = run;
        if (cmdlet.Stopping)
            run.Interrupt();
        // The default of SIGTERM, to end the process, comes after this handler.
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => InterruptAndWait(run));
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        var view = new RunView(cmdlet, plan);
        try
        {
            Render(run, view);
        }
        finally
        {
            answers.Close();
            Wait(run);
            TakeProgressAway(view);
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
