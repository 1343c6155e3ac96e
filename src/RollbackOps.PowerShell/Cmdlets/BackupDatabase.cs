using System.Management.Automation;
using RollbackOps.Engine.Reports;
using RollbackOps.PowerShell.Completion;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Backup-Database</c>: one database, backed up, read to its end and recorded.</summary>
[Cmdlet(VerbsData.Backup, "Database", SupportsShouldProcess = true)]
[OutputType(typeof(BackupResult))]
public sealed class BackupDatabase : RunbookCmdlet
{
    /// <summary>The database's name in the runbook.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Database")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public required string Name { get; set; }

    /// <summary>PostgreSQL: plain, custom, or template for a copy that the server keeps; without it, what the pattern's ending says.</summary>
    [Parameter]
    [ValidateSet("plain", "custom", "template")]
    public string? Format { get; set; }

    /// <summary>How many of the newest that this tool made stay, in place of the runbook's rule.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Keep { get; set; }

    /// <summary>Why; it goes into the journal.</summary>
    [Parameter]
    public string? Reason { get; set; }

    private protected override void Work()
    {
        var request = new BackupRequest { Runbook = RunbookFile, Environment = Environment, Database = Name, Format = Format, Keep = Keep, Reason = Reason };
        var would = Await(Engine.Backups.LookAsync(request, Stop));
        if (Approves("The backup", BackupsText.Of(would).Trim(), "Make it?", $"Back up database {Name}"))
            WriteObject(Await(Engine.Backups.MakeAsync(request, (_, _) => { }, Stop)));
    }
}
