using System.Management.Automation;
using RollbackOps.Engine.Reports;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Resume-Rollback</c>: goes on with the unfinished run, with the plan that is in its journal.</summary>
[Cmdlet(VerbsLifecycle.Resume, "Rollback", SupportsShouldProcess = true)]
[OutputType(typeof(RunResult))]
public sealed class ResumeRollback : RunningCmdlet
{
    /// <summary>Where the run's state is, if the runbook doesn't say it any more.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? State { get; set; }

    private protected override void Work()
    {
        var unfinished = Engine.History.Runs(RunbookFile, Environment, State).FirstOrDefault(run => !run.IsClosed);
        var plan = unfinished?.Opened!.Plan;
        // Without an unfinished run, the engine says so.
        if (plan is null || Approves(plan, $"Go on with run {unfinished!.Opened!.Run}.\n{PlanText.Of(plan, DateTimeOffset.UtcNow)}", $"Resume {plan.System}/{plan.Environment}"))
            Watch(plan!, answers => Await(Engine.ResumeAsync(RunbookFile, Environment, answers, State)));
    }
}
