namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>A safe-mode as it is.</summary>
/// <param name="File">Its file.</param>
/// <param name="From">SHA-256 of its text now.</param>
/// <param name="Mark">Since when it is on and by which run; null where it is off.</param>
/// <param name="IsCurrent">True where it is on as the runbook says now.</param>
public sealed record SafeModeFound(TrafficFile File, string From, SafeModeMark? Mark, bool IsCurrent);
