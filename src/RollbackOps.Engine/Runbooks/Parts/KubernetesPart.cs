namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>Workloads in one namespace of a Kubernetes cluster.</summary>
/// <param name="Name">Its name: <c>services</c>.</param>
public sealed record KubernetesPart(string Name) : Part(Name)
{
    /// <inheritdoc/>
    public override string Kind => "kubernetes";

    /// <summary>Kubectl's context; null for the current one, which the plan then names.</summary>
    public string? Context { get; init; }

    /// <summary>The namespace; null for the context's own.</summary>
    public string? Namespace { get; init; }

    /// <summary>The kubeconfig file, as written; null for kubectl's own.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The workloads that go back, in the runbook's order.</summary>
    public required IReadOnlyList<KubernetesWorkload> Workloads { get; init; }

    /// <summary>True where they are scaled to zero before anything is switched, and back afterwards.</summary>
    public bool ScalesToZero { get; init; }

    /// <summary>How long a rollout may take.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>ConfigMaps and HorizontalPodAutoscalers that come back: <c>configmap/settings</c> → the file, as written.</summary>
    public IReadOnlyDictionary<string, string> Objects { get; init; } = new Dictionary<string, string>();
}
