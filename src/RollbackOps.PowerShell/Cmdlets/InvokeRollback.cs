using System.Collections;
using System.Management.Automation;
using RollbackOps.PowerShell.Completion;
using RollbackOps.PowerShell.Reporting;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Invoke-Rollback</c>: the plan, its approval, the run.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Rollback", DefaultParameterSetName = ByRunbook, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RunResult))]
public sealed class InvokeRollback : RunningCmdlet
{
    private const string ByRunbook = "Runbook";
    private const string ByPlan = "Plan";

    /// <summary>The plan, as New-RollbackPlan made it.</summary>
    [Parameter(ParameterSetName = ByPlan, Mandatory = true, ValueFromPipeline = true)]
    [LivePlan]
    public Plan? Plan { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = ByRunbook)]
    [ValidateNotNullOrEmpty]
    [Alias("File")]
    public override string Runbook { get; set; } = "rollback.yaml";

    /// <inheritdoc/>
    [Parameter(ParameterSetName = ByRunbook)]
    public override string? Environment { get; set; }

    /// <summary>The strategy.</summary>
    [Parameter(ParameterSetName = ByRunbook, Position = 0)]
    [ArgumentCompleter(typeof(StrategyCompleter))]
    public string Strategy { get; set; } = PlanRequests.PreviousRelease;

    /// <summary>The parts, services and paths of the strategy that go back alone.</summary>
    [Parameter(ParameterSetName = ByRunbook)]
    [ValidateNotNull]
    public string[] Only { get; set; } = [];

    /// <summary>The release to go back to.</summary>
    [Parameter(ParameterSetName = ByRunbook)]
    public string? To { get; set; }

    /// <summary>The held or broken run that this one supersedes.</summary>
    [Parameter(ParameterSetName = ByRunbook)]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string? Over { get; set; }

    /// <summary>Backups by the databases' names.</summary>
    [Parameter(ParameterSetName = ByRunbook)]
    [ValidateNotNull]
    public Hashtable Backup { get; set; } = [];

    /// <summary>Why; it goes into the journal.</summary>
    [Parameter]
    public string? Reason { get; set; }

    private protected override void Work() => Begin(
        Plan ?? Await(Engine.PlanAsync(PlanRequests.Of(RunbookFile, Environment, Strategy, Only, To, Over, Backup, FileOrName), Stop)),
        Reason);
}
