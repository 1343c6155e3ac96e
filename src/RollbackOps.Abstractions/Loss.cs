namespace RollbackOps;

/// <summary>Data that a plan gives up.</summary>
public sealed record Loss
{
    /// <summary>Where, e.g. <c>database shop</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>What was written since this moment is not in what comes back; null where nothing tells.</summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary>What is given up, in words, where it is not what was written since a moment; else null.</summary>
    public string? What { get; init; }

    /// <summary>Where that time comes from, e.g. <c>the file's name</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Rows per table that are live now and not in what comes back, where that could be counted.</summary>
    public IReadOnlyDictionary<string, long> Rows { get; init; } = new Dictionary<string, long>();

    /// <summary>Tables in which rows were changed or removed too, where the database tells.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>What tells it, and what nothing can tell, line by line.</summary>
    public IReadOnlyList<string> Told { get; init; } = [];

    /// <summary>Where what is given up stays until it is settled; empty where it is not kept.</summary>
    public required string Kept { get; init; }
}
