namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>A pod template that a workload has or had. Its content stays in the cluster: it may hold secrets.</summary>
public sealed record TemplateFound
{
    /// <summary>Its identity.</summary>
    public required string Hash { get; init; }

    /// <summary>The object that holds it, e.g. <c>replicaset/web-5d9</c>; null where only the workload does.</summary>
    public string? Source { get; init; }

    /// <summary>The revision that Kubernetes gives it now: the higher, the later it was put in place.</summary>
    public long Revision { get; init; }

    /// <summary>The revisions that it had before.</summary>
    public IReadOnlyList<long> Earlier { get; init; } = [];

    /// <summary>Its change cause; null for none.</summary>
    public string? ChangeCause { get; init; }

    /// <summary>The images of its containers, init containers first.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>When it was first put in place.</summary>
    public DateTimeOffset? Created { get; init; }
}
