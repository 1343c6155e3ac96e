namespace RollbackOps.Engine.Running.Steps;

/// <summary>What a gate asks.</summary>
/// <param name="Question">The question, to be answered with yes or no.</param>
internal sealed record GateDetail(string Question);
