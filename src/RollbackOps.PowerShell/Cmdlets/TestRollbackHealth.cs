using System.Management.Automation;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Test-RollbackHealth</c>: the checks, measured once, one object each.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RollbackHealth")]
[OutputType(typeof(CheckResult), typeof(bool))]
public sealed class TestRollbackHealth : RunbookCmdlet
{
    /// <summary>Only whether all hold.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Work()
    {
        var results = Await(Engine.HealthAsync(RunbookFile, Environment, Stop));
        if (Quiet)
            WriteObject(results.All(result => result.Passed));
        else
            WriteObject(results, enumerateCollection: true);
    }
}
