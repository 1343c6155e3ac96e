namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>A database with backups.</summary>
/// <param name="Name">Its name in the runbook.</param>
public abstract record DatabasePart(string Name) : Part(Name)
{
    /// <summary>The services and actions that write to it; null for every service but proxies.</summary>
    public IReadOnlyList<string>? UsedBy { get; init; }

    /// <summary>Its backups; null where there are none to restore.</summary>
    public BackupSet? Backups { get; init; }

    /// <summary>What must hold for the rows of a restored backup.</summary>
    public IReadOnlyList<RowRule> Expect { get; init; } = [];

    /// <summary>Queries whose answer must be 0 on what was restored, and migrated.</summary>
    public IReadOnlyList<string> Integrity { get; init; } = [];

    /// <summary>Migrations run forward on the restored copy; null for none.</summary>
    public RunSpec? Forward { get; init; }
}
