using System.Management.Automation;
using RollbackOps.Engine.Reports;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Checkpoint-Deployment</c>: what runs now, recorded as known to be good.</summary>
[Cmdlet(VerbsData.Checkpoint, "Deployment", SupportsShouldProcess = true)]
[OutputType(typeof(RollbackPoint))]
public sealed class CheckpointDeployment : RunbookCmdlet
{
    /// <summary>Its name; without it, the release's and the time.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Why; it goes into the journal.</summary>
    [Parameter]
    public string? Reason { get; set; }

    private protected override void Work()
    {
        var request = new PointRequest { Runbook = RunbookFile, Environment = Environment, Name = Name, Reason = Reason };
        var would = Await(Engine.Points.LookAsync(request, Stop));
        if (Approves("The rollback point", PointsText.Of(would, isTaken: false).Trim(), "Record it?", "Record a rollback point"))
            WriteObject(Await(Engine.Points.TakeAsync(request, Stop)));
    }
}
