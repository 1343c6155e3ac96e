namespace RollbackOps.Events;

/// <summary>A step could not be done, or was done and is not in effect.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="Error">Which error.</param>
/// <param name="Message">What happened, to what.</param>
/// <param name="Next">What to type or do next.</param>
public sealed record StepFailed(string Step, RollbackErrorId Error, string Message, string Next) : RunEvent;
