using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.Sqlite;

/// <summary>Which backup is restored beside which database, and what must hold for it.</summary>
public sealed record BesideDetail
{
    /// <summary>The part's name in the runbook.</summary>
    public required string Part { get; init; }

    /// <summary>The live file's full path.</summary>
    public required string File { get; init; }

    /// <summary>The backup's full path.</summary>
    public required string Backup { get; init; }

    /// <summary>SHA-256 of the backup, in hex.</summary>
    public required string Hash { get; init; }

    /// <summary>The live journal mode, which the restored one gets; null where it can't be read.</summary>
    public string? JournalMode { get; init; }

    /// <summary>The live tables; null where they can't be read. Their rows change all the time, and would make each plan stale.</summary>
    public IReadOnlyList<string>? LiveTables { get; init; }

    /// <summary>What the runbook expects of the rows.</summary>
    public required IReadOnlyList<RowRule> Expect { get; init; }

    /// <summary>Queries whose answer must be 0.</summary>
    public IReadOnlyList<string> Integrity { get; init; } = [];

    /// <summary>Migrations run on the restored copy; null for none.</summary>
    public RunSpec? Forward { get; init; }

    /// <summary>Where a run restores it: a name of its own, in the live file's folder so that a rename is enough.</summary>
    public string Place(string run) => $"{File}.back-{Hash[..8]}-{run}";
}
