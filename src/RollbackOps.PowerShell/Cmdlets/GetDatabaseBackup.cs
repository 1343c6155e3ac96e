using System.Management.Automation;
using RollbackOps.PowerShell.Completion;
using RollbackOps.PowerShell.Reporting;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Get-DatabaseBackup</c>: the backups that there are, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "DatabaseBackup")]
[OutputType(typeof(BackupInfo))]
public sealed class GetDatabaseBackup : RunbookCmdlet
{
    /// <summary>The database's name in the runbook; without it, all that have backups.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Database")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string? Name { get; set; }

    /// <summary>A time or a release: only what was taken before it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Before { get; set; }

    private protected override void Work()
    {
        var notes = new List<string>();
        WriteObject(Await(Engine.Backups.ListAsync(RunbookFile, Environment, Name, Before, notes.Add, Stop)), enumerateCollection: true);
        notes.ForEach(note => WriteWarning(CmdletWords.Of(note)));
    }
}
