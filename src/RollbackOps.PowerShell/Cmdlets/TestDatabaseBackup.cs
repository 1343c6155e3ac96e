using System.Management.Automation;
using RollbackOps.Engine.Reports;
using RollbackOps.PowerShell.Completion;
using RollbackOps.PowerShell.Reporting;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Test-DatabaseBackup</c>: a backup, restored aside, checked, dropped, recorded.</summary>
[Cmdlet(VerbsDiagnostic.Test, "DatabaseBackup", SupportsShouldProcess = true)]
[OutputType(typeof(ProofResult))]
public sealed class TestDatabaseBackup : RunbookCmdlet
{
    /// <summary>The database's name in the runbook.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Database")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public required string Name { get; set; }

    /// <summary>The backup; without it, the newest one, as Restore-Database takes it.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Path")]
    [ValidateNotNullOrEmpty]
    public string? From { get; set; }

    /// <summary>A time or a release that the backup has to be from before.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Before { get; set; }

    /// <summary>The URL of another server to restore it on.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Server { get; set; }

    private protected override bool IsForOneDatabase => true;

    private protected override void Work()
    {
        var request = new ProofRequest { Runbook = RunbookFile, Environment = Environment, Database = Name, From = From is null ? null : FileOrName(From), Before = Before, Server = Server };
        var would = Await(Engine.Backups.ProveAsync(request, onlyLook: true, (_, _) => { }, Stop));
        if (!Approves("The proof", BackupsText.Of(would).Trim(), "Restore it there?", $"Prove a backup of database {Name}"))
            return;
        var result = Await(Engine.Backups.ProveAsync(request, onlyLook: false, (_, _) => { }, Stop));
        result = result with { Next = CmdletWords.Of(result.Next, oneDatabase: true) };
        WriteObject(result);
        if (!result.Holds)
            WriteError(Errors.Of(result));
    }
}
