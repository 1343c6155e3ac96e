namespace RollbackOps;

/// <summary>What a person asked for when a backup is made.</summary>
public sealed record BackupRequest
{
    /// <summary>The runbook's path.</summary>
    public required string Runbook { get; init; }

    /// <summary>The environment, where the runbook has several.</summary>
    public string? Environment { get; init; }

    /// <summary>The database's name in the runbook.</summary>
    public required string Database { get; init; }

    /// <summary><c>plain</c>, <c>custom</c>, or <c>template</c> for a copy that the server keeps; null for what the pattern's ending says.</summary>
    public string? Format { get; init; }

    /// <summary>How many of the newest that this tool made stay, in place of the runbook's rule; null for that.</summary>
    public int? Keep { get; init; }

    /// <summary>Why; it goes into the journal.</summary>
    public string? Reason { get; init; }
}
