using System.Management.Automation;
using RollbackOps.Engine.Reports;
using RollbackOps.PowerShell.Completion;
using RollbackOps.PowerShell.Running;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Undo-Rollback</c>: back to the state before a finished, held or broken run.</summary>
[Cmdlet(VerbsCommon.Undo, "Rollback", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RunResult))]
public sealed class UndoRollback : RunningCmdlet
{
    /// <summary>The run; without it, the newest that has something to undo.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string? Run { get; set; }

    /// <summary>Where the run's state is, if the runbook doesn't say it any more.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? State { get; set; }

    /// <summary>Why; it goes into the journal.</summary>
    [Parameter]
    public string? Reason { get; set; }

    private protected override void Work()
    {
        var plan = Await(Engine.Undo.PlanAsync(RunbookFile, Environment, Run, Place(State), Stop));
        var answers = PipelineAnswers.From(Answer, plan.Steps);
        if (Approves(
            $"Undoing run {plan.Run} of {plan.System}/{plan.Environment}",
            UndoPlanText.Of(plan, DateTimeOffset.UtcNow),
            "Undo this run?",
            $"Undo run {plan.Run} of {plan.System}/{plan.Environment}"))
            Watch(answers, () => Await(Engine.Undo.BeginAsync(plan, answers, Reason, Stop)));
    }
}
