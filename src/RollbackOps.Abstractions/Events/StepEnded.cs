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
    TimeSpan Took) : RunEvent;
