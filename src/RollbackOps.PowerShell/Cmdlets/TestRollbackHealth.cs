using System.Management.Automation;
using RollbackOps.PowerShell.Reporting;

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
        var results = Await(Engine.HealthAsync(RunbookFile, Environment, Stop)).Select(result => result with { Detail = CmdletWords.Of(result.Detail) }).ToList();
        if (Quiet)
            WriteObject(results.All(result => result.Passed));
        else
            WriteObject(results, enumerateCollection: true);
    }
}
