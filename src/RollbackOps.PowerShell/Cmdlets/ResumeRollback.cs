using System.Management.Automation;
using RollbackOps.Engine.Reports;
using RollbackOps.PowerShell.Running;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Resume-Rollback</c>: goes on with the unfinished run, with the plan that is in its journal.</summary>
[Cmdlet(VerbsLifecycle.Resume, "Rollback", SupportsShouldProcess = true)]
[OutputType(typeof(RunResult))]
public sealed class ResumeRollback : RunningCmdlet
{
    /// <summary>Where the run's state is, if the runbook doesn't say it any more.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? State { get; set; }

    private protected override void Work()
    {
        var unfinished = Engine.History.Runs(RunbookFile, Environment, Place(State)).FirstOrDefault(run => !run.IsClosed)?.Opened;
        var answers = PipelineAnswers.From(Answer, unfinished?.Plan.Steps ?? []);
        // Without an unfinished run, the engine says so.
        if (unfinished is null || Approves(unfinished.Run, unfinished.Plan))
            Watch(answers, () => Await(Engine.ResumeAsync(RunbookFile, Environment, answers, Place(State))));
    }

    private bool Approves(string run, Plan plan) => Approves(
        $"Run {run}",
        $"Go on with run {run}.\n{PlanText.Of(plan, DateTimeOffset.UtcNow)}",
        "Go on with it?",
        $"Resume {plan.System}/{plan.Environment}");
}
