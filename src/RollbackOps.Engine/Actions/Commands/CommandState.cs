namespace RollbackOps.Engine.Actions.Commands;

/// <summary>What is known of a command's effect.</summary>
public sealed record CommandState
{
    /// <summary>How far it came in this run.</summary>
    public required CommandPhase Phase { get; init; }

    /// <summary>What its <c>is-done</c> says; null where it has none.</summary>
    public bool? Done { get; init; }

    /// <summary>The gifts that it printed.</summary>
    public IReadOnlyDictionary<string, string> Gifts { get; init; } = new Dictionary<string, string>();
}
