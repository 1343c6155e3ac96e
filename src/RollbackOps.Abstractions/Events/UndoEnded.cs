namespace RollbackOps.Events;

/// <summary>A step is undone: the state before was read again.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="Took">How long it took.</param>
public sealed record UndoEnded(string Step, TimeSpan Took) : RunEvent
{
    /// <summary>What stays of what the step had brought, and where; null for nothing.</summary>
    public string? Kept { get; init; }
}
