namespace RollbackOps.Events;

/// <summary>A step is under way. Never journaled.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="Message">What it is at.</param>
/// <param name="Share">How much is done, from 0 to 1; null where nothing tells.</param>
public sealed record StepProgressed(string Step, string Message, double? Share) : RunEvent
{
    /// <summary>How long the rest takes, by what was done so far; null where nothing tells.</summary>
    public TimeSpan? Left { get; init; }
}
