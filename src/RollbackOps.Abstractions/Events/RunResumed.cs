namespace RollbackOps.Events;

/// <summary>Another process goes on with the run.</summary>
/// <param name="By">Who resumed it, where.</param>
public sealed record RunResumed(Operator By) : RunEvent;
