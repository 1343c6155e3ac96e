using System.Text.Json;

namespace RollbackOps.Events;

/// <summary>A step is in effect: it was read again and judged.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="State">The state that was read.</param>
/// <param name="Gifts">What it gives to others.</param>
/// <param name="Already">True where it was in effect before it was done.</param>
/// <param name="Took">How long it took.</param>
public sealed record StepEnded(
    string Step,
    JsonElement State,
    IReadOnlyDictionary<string, string> Gifts,
    bool Already,
    TimeSpan Took) : RunEvent
{
    /// <summary>What was made, and from what; null where that is of no use later.</summary>
    public Origin? Made { get; init; }

    /// <summary>What is kept of the state before, and where; null for nothing.</summary>
    public string? Kept { get; init; }
}
