namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>A file of nginx's that is put in place and loaded.</summary>
/// <param name="Part">The part's name in the runbook.</param>
/// <param name="Goal">What the file says then.</param>
/// <param name="Upstream">The upstream, where it is one.</param>
/// <param name="File">The file.</param>
/// <param name="From">SHA-256 of its text before; null for what the same run has staged as the safe-mode.</param>
/// <param name="To">SHA-256 of its text afterwards; null for what is staged.</param>
/// <param name="PutsBack">True where it is what was there before the same run switched the safe-mode on.</param>
public sealed record LoadDetail(string Part, TrafficGoal Goal, string? Upstream, TrafficFile File, string? From, string? To, bool PutsBack);
