using System.Management.Automation;
using RollbackOps.Engine.Reports;
using RollbackOps.PowerShell.Completion;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Remove-RollbackPoint</c>: gives a rollback point up, and what only it kept.</summary>
[Cmdlet(VerbsCommon.Remove, "RollbackPoint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RollbackPoint))]
public sealed class RemoveRollbackPoint : RunbookCmdlet
{
    /// <summary>The point's name or number.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PointCompleter))]
    public required string Name { get; set; }

    private protected override void Work()
    {
        var point = Engine.Points.Find(RunbookFile, Environment, Name);
        if (Approves("What is given up", PointsText.OfRemoval(point).Trim(), "Remove it for good?", "Remove a rollback point"))
            WriteObject(Await(Engine.Points.RemoveAsync(RunbookFile, Environment, point.Point)));
    }
}
