namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>How far the templates are prepared.</summary>
/// <param name="Kept">How many workloads' templates are kept.</param>
/// <param name="Tried">The template that the server makes of each target, by workload; none while it was not tried.</param>
public sealed record PreparedState(int Kept, IReadOnlyDictionary<string, string> Tried);
