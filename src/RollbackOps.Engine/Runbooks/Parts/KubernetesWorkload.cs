namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>A workload of a Kubernetes namespace.</summary>
/// <param name="Kind">Its kind: <c>deployment</c>, <c>statefulset</c> or <c>daemonset</c>.</param>
/// <param name="Name">Its name.</param>
public sealed record KubernetesWorkload(string Kind, string Name)
{
    /// <summary>The kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["deployment", "statefulset", "daemonset"];

    /// <summary>The workloads that must be rolled out before it, as <c>deployment/api</c>.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>As the runbook names it.</summary>
    public string Title => $"{Kind}/{Name}";
}
