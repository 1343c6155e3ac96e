using System.Management.Automation;
using RollbackOps.Engine.Running;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Get-RollbackRunbook</c>: what a runbook holds.</summary>
[Cmdlet(VerbsCommon.Get, "RollbackRunbook")]
[OutputType(typeof(RunbookInfo))]
public sealed class GetRollbackRunbook : RunbookCmdlet
{
    /// <inheritdoc/>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("File", "FullName")]
    public override string Runbook { get; set; } = "rollback.yaml";

    private protected override void Work() => WriteObject(RollbackEngine.Describe(RunbookFile, Environment));
}
