namespace RollbackOps;

/// <summary>A backup that was made, or would be.</summary>
public sealed record BackupResult
{
    /// <summary>The database's name in the runbook.</summary>
    public required string Database { get; init; }

    /// <summary>The file's full path, or the name of the copy that the server keeps.</summary>
    public required string Path { get; init; }

    /// <summary>How it is written, e.g. <c>plain, gzip</c>.</summary>
    public required string Format { get; init; }

    /// <summary>The program that makes it, with its version.</summary>
    public required string Tool { get; init; }

    /// <summary>The database's own version.</summary>
    public required string Server { get; init; }

    /// <summary>The moment that it holds; null while it is not made.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>SHA-256 of the file, in hex; null while it is not made, or where the server keeps it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Its size.</summary>
    public long Bytes { get; init; }

    /// <summary>The rows that it holds, by table.</summary>
    public IReadOnlyDictionary<string, long> Rows { get; init; } = new Dictionary<string, long>();

    /// <summary>The older backups that were removed, or would be: only such as this tool made.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>The older backups that no rule keeps and that stay all the same, and why.</summary>
    public IReadOnlyList<string> Stays { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }
}
