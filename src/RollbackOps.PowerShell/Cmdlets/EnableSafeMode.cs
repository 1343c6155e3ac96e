using System.Collections;
using System.Management.Automation;
using RollbackOps.PowerShell.Completion;
using RollbackOps.PowerShell.Reporting;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Enable-SafeMode</c>: users get its page until it is switched off.</summary>
[Cmdlet(VerbsLifecycle.Enable, "SafeMode", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RunResult))]
public sealed class EnableSafeMode : RunningCmdlet
{
    /// <summary>The held or broken run that this one supersedes.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string? Over { get; set; }

    /// <summary>Why; it goes into the journal.</summary>
    [Parameter]
    public string? Reason { get; set; }

    private protected override void Work() =>
        Begin(Await(Engine.PlanAsync(PlanRequests.Of(RunbookFile, Environment, "safe-mode", [], null, Over, new Hashtable(), FileOrName), Stop)), Reason);
}
