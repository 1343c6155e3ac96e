namespace RollbackOps.Engine.Tools.Kubernetes;

/// <summary>A namespace of a cluster: named in every command, so that nobody's current context is ever meant.</summary>
/// <param name="Context">Kubectl's context.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Kubeconfig">The kubeconfig file's full path; null for kubectl's own.</param>
public sealed record KubernetesPlace(string Context, string Namespace, string? Kubeconfig = null)
{
    /// <summary>What a person types before a verb.</summary>
    public string Typed => $"kubectl{(Kubeconfig is null ? "" : $" --kubeconfig {Kubeconfig}")} --context {Context} --namespace {Namespace}";
}
