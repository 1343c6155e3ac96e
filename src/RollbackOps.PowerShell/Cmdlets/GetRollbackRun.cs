using System.Management.Automation;
using RollbackOps.Engine.Running;
using RollbackOps.Events;
using RollbackOps.PowerShell.Completion;
using RollbackOps.PowerShell.Reporting;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Get-RollbackRun</c>: the runs there were, newest first, all that happened in one, or whether their journals are as written.</summary>
[Cmdlet(VerbsCommon.Get, "RollbackRun", DefaultParameterSetName = Short)]
[OutputType(typeof(RunInfo), ParameterSetName = [Short])]
[OutputType(typeof(RunEvent), ParameterSetName = [Whole])]
[OutputType(typeof(RunVerification), ParameterSetName = [Written])]
public sealed class GetRollbackRun : RunbookCmdlet
{
    private const string Short = "Runs";
    private const string Whole = "Events";
    private const string Written = "Verify";

    /// <summary>The run's number; without it, all runs, or the events of the newest.</summary>
    [Parameter(ParameterSetName = Short, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Whole, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string? Run { get; set; }

    /// <summary>All that happened in the run.</summary>
    [Parameter(ParameterSetName = Whole, Mandatory = true)]
    public new SwitchParameter Events { get; set; }

    /// <summary>Whether the journals of all runs are as they were written, and the first line that is not.</summary>
    [Parameter(ParameterSetName = Written, Mandatory = true)]
    public SwitchParameter Verify { get; set; }

    /// <summary>Where the runs' state is, if the runbook doesn't say it any more.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? State { get; set; }

    private protected override void Work()
    {
        if (Verify)
            WriteObject(Engine.History.Verify(RunbookFile, Environment, Place(State)), enumerateCollection: true);
        else if (Events && (Run ?? Newest) is { } run)
            WriteObject(Engine.History.Events(RunbookFile, Environment, run, Place(State)), enumerateCollection: true);
        else if (!Events && Run is null)
            WriteObject(Engine.History.Runs(RunbookFile, Environment, Place(State)).Select(known => Spoken(RunInfos.Of(known))), enumerateCollection: true);
        else if (!Events)
            WriteObject(Spoken(RunInfos.Of(Engine.History.Find(RunbookFile, Environment, Run!, Place(State)))));
    }

    private string? Newest => Engine.History.Runs(RunbookFile, Environment, Place(State)) is [var newest, ..] ? newest.Opened!.Run : null;

    private RunInfo Spoken(RunInfo run) => run with
    {
        // A server's URL may hold a password: it is not put out.
        State = IsFolder(State) ? Place(State) : null,
        Next = CmdletWords.Of(run.Next),
        Result = run.Result is { } result ? result with { Next = CmdletWords.Of(result.Next) } : null,
    };
}
