namespace RollbackOps.Events;

/// <summary>The run is closed.</summary>
/// <param name="Result">How it ended.</param>
public sealed record RunEnded(RunResult Result) : RunEvent;
