using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Sqlite;

namespace RollbackOps.Engine.Actions.Sqlite;

/// <summary>The live database and the backup that would come back.</summary>
public sealed record SqliteFound : Found
{
    /// <summary>The live file's full path.</summary>
    public required string File { get; init; }

    /// <summary>The live file's identity; null where it is gone.</summary>
    public string? Identity { get; init; }

    /// <summary>The live file's size.</summary>
    public long Bytes { get; init; }

    /// <summary>What it holds; null where it can't be read.</summary>
    public SqliteFacts? Live { get; init; }

    /// <summary>Why it can't be read; null where it can.</summary>
    public string? Unreadable { get; init; }

    /// <summary>The backup, and why it is this one.</summary>
    public required BackupChoice Backup { get; init; }

    /// <summary>SHA-256 of the backup, in hex.</summary>
    public required string BackupHash { get; init; }

    /// <summary>The backup's rows by table; null where they are only known once it is restored beside.</summary>
    public IReadOnlyDictionary<string, long>? BackupRows { get; init; }
}
