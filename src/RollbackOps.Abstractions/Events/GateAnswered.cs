namespace RollbackOps.Events;

/// <summary>A person answered.</summary>
/// <param name="Gate">The gate's id.</param>
/// <param name="Yes">Yes or no.</param>
/// <param name="By">Who answered, where.</param>
public sealed record GateAnswered(string Gate, bool Yes, Operator By) : RunEvent;
