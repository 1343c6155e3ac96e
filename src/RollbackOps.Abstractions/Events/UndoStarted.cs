namespace RollbackOps.Events;

/// <summary>A step is about to be undone; written before anything is touched.</summary>
/// <param name="Step">The step's id.</param>
public sealed record UndoStarted(string Step) : RunEvent;
