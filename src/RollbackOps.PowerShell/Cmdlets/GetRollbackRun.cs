using System.Management.Automation;
using RollbackOps.Engine.Running;
using RollbackOps.Events;
using RollbackOps.PowerShell.Reporting;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Get-RollbackRun</c>: the runs there were, newest first, or all that happened in one.</summary>
[Cmdlet(VerbsCommon.Get, "RollbackRun", DefaultParameterSetName = Short)]
[OutputType(typeof(RunInfo), ParameterSetName = [Short])]
[OutputType(typeof(RunEvent), ParameterSetName = [Whole])]
public sealed class GetRollbackRun : RunbookCmdlet
{
    private const string Short = "Runs";
    private const string Whole = "Events";

    /// <summary>The run's number; without it, all runs.</summary>
    [Parameter(ParameterSetName = Short, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Whole, Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidatePattern(@"^\d{1,6}$")]
    public string? Run { get; set; }

    /// <summary>All that happened in the run.</summary>
    [Parameter(ParameterSetName = Whole, Mandatory = true)]
    public new SwitchParameter Events { get; set; }

    private protected override void Work()
    {
        if (Events)
            WriteObject(Engine.History.Events(RunbookFile, Environment, Run!), enumerateCollection: true);
        else if (Run is null)
            WriteObject(Engine.History.Runs(RunbookFile, Environment).Select(run => Spoken(RunInfos.Of(run))), enumerateCollection: true);
        else
            WriteObject(Spoken(RunInfos.Of(new(Engine.History.Events(RunbookFile, Environment, Run)))));
    }

    private static RunInfo Spoken(RunInfo run) => run with
    {
        Next = CmdletWords.Of(run.Next),
        Result = run.Result is { } result ? result with { Next = CmdletWords.Of(result.Next) } : null,
    };
}
