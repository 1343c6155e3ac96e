namespace RollbackOps.Engine.Actions.Redis;

/// <summary>Which service is restarted.</summary>
/// <param name="Part">The part's name in the runbook.</param>
/// <param name="Service">The Compose service.</param>
public sealed record RestartDetail(string Part, string Service);
