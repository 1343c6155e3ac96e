namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>The workloads that are scaled to zero.</summary>
/// <param name="Workloads">The workloads.</param>
/// <param name="Pods">How many pods of theirs there are, ending ones too.</param>
public sealed record StoppedState(IReadOnlyList<WorkloadNow> Workloads, int Pods);
