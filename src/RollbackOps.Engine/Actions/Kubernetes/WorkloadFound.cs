namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>A workload as it was found.</summary>
public sealed record WorkloadFound
{
    /// <summary>As the runbook names it, e.g. <c>deployment/web</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Its identity in the cluster: another of the same name has another.</summary>
    public required string Uid { get; init; }

    /// <summary>The template that it has.</summary>
    public required TemplateFound Running { get; init; }

    /// <summary>The templates that it had, newest first.</summary>
    public required IReadOnlyList<TemplateFound> History { get; init; }

    /// <summary>How many pods it is to have.</summary>
    public int Desired { get; init; }

    /// <summary>Why a template that is put in place would not reach its pods; null where it would.</summary>
    public string? Stuck { get; init; }

    /// <summary>Who would bring the template back that is left, and how to keep it from that; empty for nobody who can be seen.</summary>
    public IReadOnlyList<string> Reconcilers { get; init; } = [];
}
