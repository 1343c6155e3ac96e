namespace RollbackOps.Events;

/// <summary>A check was measured.</summary>
/// <param name="When">Before the run, before or after opening, or after turning back.</param>
/// <param name="Result">What was measured.</param>
public sealed record CheckMeasured(CheckTime When, CheckResult Result) : RunEvent;
