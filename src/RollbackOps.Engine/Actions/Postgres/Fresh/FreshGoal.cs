using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>A service whose content a fresh server's is to replace, and the backup for that.</summary>
public sealed record FreshGoal
{
    /// <summary>The place.</summary>
    public required FreshPlace Place { get; init; }

    /// <summary>Its content.</summary>
    public required FreshRoom Room { get; init; }

    /// <summary>What the ledger calls the database that is live; null where the server does not answer.</summary>
    public string? Live { get; init; }

    /// <summary>The backup.</summary>
    public required DumpFile Dump { get; init; }

    /// <summary>The backups that may be tried when it can't be used, newest first.</summary>
    public IReadOnlyList<DumpFile> Earlier { get; init; } = [];

    /// <summary>When it was taken; null where nothing tells.</summary>
    public BackupTime? Time { get; init; }

    /// <summary>Why this backup.</summary>
    public required string Choice { get; init; }

    /// <summary>What a person should know of that choice.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
