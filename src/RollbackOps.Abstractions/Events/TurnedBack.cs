namespace RollbackOps.Events;

/// <summary>From here on the run undoes what was started.</summary>
/// <param name="Why">What failed.</param>
public sealed record TurnedBack(string Why) : RunEvent
{
    /// <summary>The wave that is undone alone; null for all.</summary>
    public int? Wave { get; init; }
}
