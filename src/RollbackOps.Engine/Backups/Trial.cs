using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Backups;

/// <summary>A backup that is restored into a scratch database to be proven.</summary>
internal sealed record Trial
{
    /// <summary>The database.</summary>
    public required DatabasePart Part { get; init; }

    /// <summary>The runbook.</summary>
    public required Runbook Runbook { get; init; }

    /// <summary>The backup, with what is recorded of it.</summary>
    public required BackupFile File { get; init; }

    /// <summary>SHA-256 of it, in hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The URL of another server, with references unresolved; null for the database's own.</summary>
    public string? Server { get; init; }

    /// <summary>A folder of its own; only its owner reads it.</summary>
    public required string Scratch { get; init; }

    /// <summary>Says what it is at, and the share that is done.</summary>
    public required Action<string, double?> Progress { get; init; }
}
