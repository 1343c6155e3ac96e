using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>The objects of a step.</summary>
/// <param name="Part">The part's name.</param>
/// <param name="Place">The namespace.</param>
/// <param name="Objects">The objects.</param>
public sealed record ObjectDetail(string Part, KubernetesPlace Place, IReadOnlyList<ObjectTarget> Objects);
