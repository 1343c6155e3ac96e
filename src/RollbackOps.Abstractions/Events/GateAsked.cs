namespace RollbackOps.Events;

/// <summary>The run asks a person.</summary>
/// <param name="Gate">The gate's id, by which it is answered.</param>
/// <param name="Question">The question.</param>
public sealed record GateAsked(string Gate, string Question) : RunEvent;
