using System.Management.Automation;
using RollbackOps.Engine.Reports;
using RollbackOps.PowerShell.Completion;
using RollbackOps.PowerShell.Reporting;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Clear-RollbackRun</c>: gives up what runs keep, after its time or on request.</summary>
[Cmdlet(VerbsCommon.Clear, "RollbackRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SettleResult))]
public sealed class ClearRollbackRun : RunbookCmdlet
{
    /// <summary>The run, due or not; without it, all that are over and due.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string? Run { get; set; }

    /// <summary>Gives up what is not due, too.</summary>
    [Parameter]
    public SwitchParameter Now { get; set; }

    /// <summary>Where the runs' state is, if the runbook doesn't say it any more.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? State { get; set; }

    private protected override void Work()
    {
        var plan = Await(Engine.Settle.PlanAsync(RunbookFile, Environment, Run, Now, Place(State), Stop));
        if (plan.Things.Count == 0)
            Show(new([], []), plan);
        else if (Approves("What is given up", SettleText.Of(plan).Trim(), "Give it up for good?", "Give up what runs keep"))
            Show(Await(Engine.Settle.SettleAsync(plan, Stop)), plan);
    }

    private void Show(SettleResult result, SettlePlan plan)
    {
        result = result with { NotDue = plan.NotDue, Notes = plan.Notes };
        WriteObject(PlanRequests.Readable(result, CmdletWords.Of(SettleText.Of(result).TrimStart())));
        if (result.Failed.Count > 0)
            ThrowTerminatingError(Errors.Of(result));
    }
}
