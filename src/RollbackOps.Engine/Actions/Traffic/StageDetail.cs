namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>A file that is to be made beside and tested.</summary>
/// <param name="Part">The part's name in the runbook.</param>
/// <param name="Goal">What the file is to say.</param>
/// <param name="Upstream">The upstream, where it is one.</param>
/// <param name="File">The live file.</param>
/// <param name="From">SHA-256 of its text at planning.</param>
/// <param name="To">SHA-256 of the text that is made; null where it gets a nonce.</param>
public sealed record StageDetail(string Part, TrafficGoal Goal, string? Upstream, TrafficFile File, string From, string? To);
