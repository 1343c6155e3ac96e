using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Host;
using RollbackOps.Engine.Actions;
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
    private protected void Run(Plan plan, string? reason)
    {
        if (plan.IsEmpty)
            Show(Spoken(Await(Engine.InPlaceAsync(plan, Stop))));
        else if (Approves(plan, PlanText.Of(plan, DateTimeOffset.UtcNow), $"Roll back {plan.System}/{plan.Environment}"))
            Watch(plan, answers => Await(Engine.BeginAsync(plan, answers, reason, Stop)));
    }

    /// <summary>Renders a run to its end; the result first, so that a report downstream still gets it, then the error.</summary>
    private protected void Watch(Plan plan, Func<IAnswers, Run> begin)
    {
        var answers = PipelineAnswers.From(Answer);
        _watch = new(this, answers);
        Show(Spoken(_watch.ToTheEnd(begin(answers), plan)));
    }

    private void Show(RunResult result)
    {
        WriteObject(result);
        if (result.ExitCode != 0)
            ThrowTerminatingError(Errors.Of(result));
    }

    /// <summary>Asks with the plan before the eyes.</summary>
    /// <exception cref="RollbackException">It would have to be asked, and nobody can be.</exception>
    private protected bool Approves(Plan plan, string description, string caption)
    {
        try
        {
            return ShouldProcess(description, $"{description}\nRun this plan?", caption);
        }
        catch (Exception error) when (error is PSInvalidOperationException or HostException)
        {
            throw new RollbackException(
                RollbackErrorId.Declined,
                $"The plan {plan.Hash[..12]} for {plan.System}/{plan.Environment} has to be approved, and nobody can be asked here. Nothing was touched.",
                "Look at it with -WhatIf, then approve it with -Confirm:$false.",
                error);
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        base.StopProcessing();
        _watch?.Interrupt();
    }

    private RunResult Spoken(RunResult result) => result with { Next = CmdletWords.Of(result.Next, IsForOneDatabase) };
}
