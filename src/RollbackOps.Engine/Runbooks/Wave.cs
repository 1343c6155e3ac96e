namespace RollbackOps.Engine.Runbooks;

/// <summary>One part after another: what goes back together.</summary>
public sealed record Wave
{
    /// <summary>What goes back.</summary>
    public IReadOnlyList<BackItem> Back { get; init; } = [];

    /// <summary>Its services.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>How long to wait before its checks.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>The names of its checks.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];
}
