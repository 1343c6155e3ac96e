using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>What a step is about.</summary>
/// <param name="Part">The part's name.</param>
/// <param name="Place">The namespace.</param>
/// <param name="Workloads">The workloads.</param>
/// <param name="Scales">True where they were scaled to zero before.</param>
/// <param name="Within">How long their rollout may take.</param>
public sealed record WorkloadsDetail(string Part, KubernetesPlace Place, IReadOnlyList<WorkloadTarget> Workloads, bool Scales, TimeSpan Within);
