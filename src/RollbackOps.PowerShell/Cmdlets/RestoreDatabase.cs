using System.Management.Automation;
using RollbackOps.PowerShell.Completion;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Restore-Database</c>: one database alone, brought back to a backup.</summary>
[Cmdlet(VerbsData.Restore, "Database", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RunResult))]
public sealed class RestoreDatabase : RunningCmdlet
{
    /// <summary>The database's name in the runbook.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public required string Name { get; set; }

    /// <summary>The backup; without it, the newest one.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? From { get; set; }

    /// <summary>Brings it back once more although it came from that backup already.</summary>
    [Parameter]
    public SwitchParameter Again { get; set; }

    /// <summary>Why; it goes into the journal.</summary>
    [Parameter]
    public string? Reason { get; set; }

    private protected override bool IsForOneDatabase => true;

    private protected override void Work()
    {
        var request = new PlanRequest
        {
            Runbook = RunbookFile,
            Environment = Environment,
            Strategy = "database",
            Only = [Name],
            Again = Again,
            Backups = From is null ? new Dictionary<string, string>() : new() { [Name] = FileOrName(From) },
        };
        Begin(Await(Engine.PlanAsync(request, Stop)), Reason);
    }
}
