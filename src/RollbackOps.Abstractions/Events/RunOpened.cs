namespace RollbackOps.Events;

/// <summary>The run began.</summary>
/// <param name="Run">Its number within the system, e.g. <c>000003</c>.</param>
/// <param name="Plan">The plan in force.</param>
/// <param name="Runbook">The runbook in force, as text.</param>
/// <param name="By">Who began it, where.</param>
/// <param name="Reason">Why, where it was said.</param>
public sealed record RunOpened(string Run, Plan Plan, string Runbook, Operator By, string? Reason) : RunEvent
{
    /// <summary>The end of the run before; null for the first run, and in journals of older versions.</summary>
    public JournalEnd? Before { get; init; }
}
