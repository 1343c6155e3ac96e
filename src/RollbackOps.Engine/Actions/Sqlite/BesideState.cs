namespace RollbackOps.Engine.Actions.Sqlite;

/// <summary>The restored file beside the live one.</summary>
public sealed record BesideState
{
    /// <summary>Its full path.</summary>
    public required string Path { get; init; }

    /// <summary>Its identity; null while it is not there.</summary>
    public string? Identity { get; init; }

    /// <summary>Its rows by table, once it is there.</summary>
    public IReadOnlyDictionary<string, long>? Rows { get; init; }
}
