using System.Collections;
using System.Management.Automation;
using RollbackOps.PowerShell.Completion;
using RollbackOps.PowerShell.Reporting;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Disable-SafeMode</c>: users get the system again.</summary>
[Cmdlet(VerbsLifecycle.Disable, "SafeMode", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RunResult))]
public sealed class DisableSafeMode : RunningCmdlet
{
    /// <summary>The held or broken run that this one supersedes.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string? Over { get; set; }

    /// <summary>Why; it goes into the journal.</summary>
    [Parameter]
    public string? Reason { get; set; }

    private protected override void Work() =>
        Begin(Await(Engine.PlanAsync(PlanRequests.Of(RunbookFile, Environment, "safe-mode-off", [], null, Over, new Hashtable(), FileOrName), Stop)), Reason);
}
