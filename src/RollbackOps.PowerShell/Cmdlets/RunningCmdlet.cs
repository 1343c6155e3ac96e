using System.Collections;
using System.Management.Automation;
using RollbackOps.Engine.Reports;
using RollbackOps.Engine.Running;
using RollbackOps.PowerShell.Reporting;
using RollbackOps.PowerShell.Running;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary>A cmdlet that runs a plan: approved from the plan, rendered to the end, one error where it did not end proven.</summary>
public abstract class RunningCmdlet : RunbookCmdlet
{
    private RunWatch? _watch;

    /// <summary>Answers to the run's questions: gate to $true or $false.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable Answer { get; set; } = [];

    /// <summary>Has the plan approved, and runs it.</summary>
    private protected void Begin(Plan plan, string? reason)
    {
        var answers = PipelineAnswers.From(Answer, plan.Steps);
        if (plan.IsEmpty)
            Show(Spoken(Await(Engine.InPlaceAsync(plan, Stop))));
        else if (Approves($"The plan {plan.Hash[..12]} for {plan.System}/{plan.Environment}", PlanText.Of(plan, DateTimeOffset.UtcNow), "Run this plan?", $"Roll back {plan.System}/{plan.Environment}"))
            Watch(answers, () => Await(Engine.BeginAsync(plan, answers, reason, Stop)));
    }

    /// <summary>Renders a run to its end; the result first, so that a report downstream still gets it, then the error.</summary>
    private protected void Watch(PipelineAnswers answers, Func<Run> begin)
    {
        _watch = new(this, answers);
        Show(Spoken(_watch.ToTheEnd(begin())));
    }

    private void Show(RunResult result)
    {
        WriteObject(result);
        if (result.ExitCode != 0)
            ThrowTerminatingError(Errors.Of(result));
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        base.StopProcessing();
        _watch?.Interrupt();
    }

    private RunResult Spoken(RunResult result) => result with { Next = CmdletWords.Of(result.Next, IsForOneDatabase) };
}
