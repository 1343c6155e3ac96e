namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>How users are shielded: a page in the place of the system.</summary>
public sealed record SafeMode
{
    /// <summary>The file that nginx includes in its server block, as written; it holds nothing else.</summary>
    public required string File { get; init; }

    /// <summary>The HTML file that users get, as written; null for the tool's own page.</summary>
    public string? Page { get; init; }

    /// <summary>The status that users get.</summary>
    public int Status { get; init; } = 503;

    /// <summary>When users are told to come back.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The addresses and networks that are let through: operators.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>The paths that are let through for everybody: health checks.</summary>
    public IReadOnlyList<string> Pass { get; init; } = [];
}
