using System.Text.Json;

namespace RollbackOps.Events;

/// <summary>A step is about to be done; written before anything is touched.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="Before">The state before.</param>
public sealed record StepStarted(string Step, JsonElement Before) : RunEvent;
