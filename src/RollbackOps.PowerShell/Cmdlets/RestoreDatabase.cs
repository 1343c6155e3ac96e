using System.Management.Automation;
using RollbackOps.PowerShell.Completion;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary><c>Restore-Database</c>: one database alone, brought back to a backup.</summary>
[Cmdlet(VerbsData.Restore, "Database", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RunResult))]
public sealed class RestoreDatabase : RunningCmdlet
{
    /// <summary>The database's name in the runbook.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Database")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public required string Name { get; set; }

    /// <summary>The backup; without it, the newest one.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Path")]
    [ValidateNotNullOrEmpty]
    public string? From { get; set; }

    /// <summary>A time or a release: the newest backup from before it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Before { get; set; }

    /// <summary>Brings it back once more although it came from that backup already.</summary>
    [Parameter]
    public SwitchParameter Again { get; set; }

    /// <summary>The held or broken run that this one supersedes.</summary>
    [Parameter]
    public string? Over { get; set; }

    /// <summary>Why; it goes into the journal.</summary>
    [Parameter]
    public string? Reason { get; set; }

    private protected override bool IsForOneDatabase => true;

    private protected override void Work()
    {
        if (From is not null && Before is not null)
            throw new RollbackException(RollbackErrorId.Usage, "Both -From and -Before say which backup comes back.", "Give one of them.");
        var from = Before is null ? From : Await(Engine.Backups.PickAsync(RunbookFile, Environment, Name, Before, Stop));
        var request = new PlanRequest
        {
            Runbook = RunbookFile,
            Environment = Environment,
            Strategy = "database",
            Only = [Name],
            Again = Again,
            Over = Over,
            Backups = from is null ? new Dictionary<string, string>() : new() { [Name] = FileOrName(from) },
        };
        Begin(Await(Engine.PlanAsync(request, Stop)), Reason);
    }
}
