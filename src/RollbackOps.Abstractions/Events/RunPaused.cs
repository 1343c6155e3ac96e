namespace RollbackOps.Events;

/// <summary>The run stopped for now and can be resumed.</summary>
/// <param name="Result">Where it stands.</param>
public sealed record RunPaused(RunResult Result) : RunEvent;
