namespace RollbackOps.Events;

/// <summary>A person asked for the state before the run, whether it had ended or not.</summary>
/// <param name="By">Who asked, where.</param>
/// <param name="Reason">Why, where it was said.</param>
/// <param name="AfterOpening">
/// True where users came back to what the run has brought: what it made is kept then, because it holds what they wrote since.
/// </param>
public sealed record UndoAsked(Operator By, string? Reason, bool AfterOpening) : RunEvent;
