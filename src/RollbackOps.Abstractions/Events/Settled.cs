namespace RollbackOps.Events;

/// <summary>Something that the run kept is given up for good. Said before it is done.</summary>
/// <param name="Thing">What.</param>
/// <param name="By">Who asked for it, where.</param>
public sealed record Settled(KeptThing Thing, Operator By) : RunEvent;
