using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>What was found of the workloads; nothing where they are not concerned.</summary>
public sealed record KubernetesFound : Found
{
    /// <summary>The namespace; null where nothing was looked at.</summary>
    public KubernetesPlace? Place { get; init; }

    /// <summary>The API server's address.</summary>
    public string Server { get; init; } = "";

    /// <summary>True where nothing but kubectl's current context says which cluster is meant.</summary>
    public bool ImplicitContext { get; init; }

    /// <summary>The workloads, in the runbook's order.</summary>
    public IReadOnlyList<WorkloadFound> Workloads { get; init; } = [];

    /// <summary>The template that each goes back to, by workload; none for one that stays.</summary>
    public IReadOnlyDictionary<string, TemplateFound> Targets { get; init; } = new Dictionary<string, TemplateFound>();

    /// <summary>The objects that come back.</summary>
    public IReadOnlyList<ObjectTarget> Objects { get; init; } = [];

    /// <summary>The autoscalers of the workloads, as <c>hpa/web of deployment/web</c>.</summary>
    public IReadOnlyList<string> Scalers { get; init; } = [];

    /// <summary>What the operator should know of how the targets were found.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
