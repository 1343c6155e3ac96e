namespace RollbackOps.Engine.Running.Steps;

/// <summary>The state of a step that was done by this process, or not.</summary>
/// <param name="IsDone">Whether it was.</param>
internal sealed record Done(bool IsDone);
