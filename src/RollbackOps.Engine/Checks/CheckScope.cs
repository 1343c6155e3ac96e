using RollbackOps.Engine.Runbooks;

namespace RollbackOps.Engine.Checks;

/// <summary>What a check may look at.</summary>
/// <param name="Runbook">The runbook in force.</param>
/// <param name="NotBefore">Within a run, the moment before which logs are of the past that was left; null outside one.</param>
public sealed record CheckScope(Runbook Runbook, DateTimeOffset? NotBefore = null);
