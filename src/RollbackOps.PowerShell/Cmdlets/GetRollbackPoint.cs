using System.Management.Automation;
using RollbackOps.PowerShell.Completion;
using RollbackOps.PowerShell.Reporting;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Get-RollbackPoint</c>: the rollback points that there are, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "RollbackPoint")]
[OutputType(typeof(RollbackPoint))]
public sealed class GetRollbackPoint : RunbookCmdlet
{
    /// <summary>The point's name, with wildcards; without it, all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PointCompleter))]
    public string? Name { get; set; }

    private protected override void Work()
    {
        var notes = new List<string>();
        var pattern = new WildcardPattern(Name ?? "*", WildcardOptions.IgnoreCase);
        WriteObject(Engine.Points.List(RunbookFile, Environment, notes.Add).Where(point => pattern.IsMatch(point.Name)), enumerateCollection: true);
        notes.ForEach(note => WriteWarning(CmdletWords.Of(note)));
    }
}
