namespace RollbackOps.Engine.Runbooks;

/// <summary>One part after another: what goes back together.</summary>
public sealed record Wave
{
    /// <summary>What a person calls it: its services, else what goes back.</summary>
    public string Name => string.Join(", ", Services.Count > 0 ? Services : Back.Select(item => item.Path is null ? item.Part : $"{item.Part}/{item.Path}"));

    /// <summary>What goes back.</summary>
    public IReadOnlyList<BackItem> Back { get; init; } = [];

    /// <summary>Its services.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>How long to wait before its checks.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>The names of its checks, or of services whose containers must be healthy; empty for all that are measured before opening.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];
}
