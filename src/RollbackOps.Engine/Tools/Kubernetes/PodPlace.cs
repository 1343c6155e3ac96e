namespace RollbackOps.Engine.Tools.Kubernetes;

/// <summary>A container of a pod, as kubectl finds it.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Namespace">The namespace; null for that of kubectl's context.</param>
/// <param name="Container">The container; null for the pod's first.</param>
/// <param name="Context">Kubectl's context; null for the current one.</param>
public sealed record PodPlace(string Pod, string? Namespace = null, string? Container = null, string? Context = null)
{
    /// <summary>For messages.</summary>
    public override string ToString() => $"pod {(Namespace is null ? "" : $"{Namespace}/")}{Pod}";
}
