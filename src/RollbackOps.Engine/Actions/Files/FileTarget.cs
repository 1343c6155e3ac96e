namespace RollbackOps.Engine.Actions.Files;

/// <summary>One live file, the copy that comes back, and what planning found.</summary>
public sealed record FileTarget
{
    /// <summary>The live file as the runbook writes it.</summary>
    public required string Name { get; init; }

    /// <summary>Its full path; may be a link.</summary>
    public required string Live { get; init; }

    /// <summary>The file itself, where links lead.</summary>
    public required string Real { get; init; }

    /// <summary>The full path of the copy that comes back.</summary>
    public required string Source { get; init; }

    /// <summary>Where the copy is staged, relative to the staged folder.</summary>
    public required string Staged { get; init; }

    /// <summary>SHA-256 of the copy, in hex.</summary>
    public required string To { get; init; }

    /// <summary>SHA-256 of the live file at planning, in hex; null where there was none.</summary>
    public required string? From { get; init; }
}
