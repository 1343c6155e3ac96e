namespace RollbackOps.Engine.Running.Steps;

/// <summary>The checks as they were measured before the run.</summary>
/// <param name="Results">The results; null where they were not measured yet.</param>
internal sealed record BaselineState(IReadOnlyList<CheckResult>? Results);
