using System.Collections;
using System.Management.Automation;
using RollbackOps.Engine.Reports;
using RollbackOps.PowerShell.Completion;
using RollbackOps.PowerShell.Reporting;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>New-RollbackPlan</c>: a strategy resolved against reality. Writes nothing.</summary>
[Cmdlet(VerbsCommon.New, "RollbackPlan")]
[OutputType(typeof(Plan))]
public sealed class NewRollbackPlan : RunbookCmdlet
{
    /// <summary>The strategy.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(StrategyCompleter))]
    public string Strategy { get; set; } = PlanRequests.PreviousRelease;

    /// <summary>The parts, services and paths of the strategy that go back alone.</summary>
    [Parameter]
    [ValidateNotNull]
    public string[] Only { get; set; } = [];

    /// <summary>The release to go back to.</summary>
    [Parameter]
    public string? To { get; set; }

    /// <summary>The held or broken run that this one supersedes.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string? Over { get; set; }

    /// <summary>Backups by the databases' names.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable Backup { get; set; } = [];

    private protected override void Work()
    {
        var plan = Await(Engine.PlanAsync(PlanRequests.Of(RunbookFile, Environment, Strategy, Only, To, Over, Backup, FileOrName), Stop));
        WriteObject(PlanRequests.Readable(plan, PlanText.Of(plan, DateTimeOffset.UtcNow)));
    }
}
