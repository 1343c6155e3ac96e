namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>A pod in which a PostgreSQL server runs.</summary>
public sealed record PostgresPod
{
    /// <summary>The pod's name, or what kubectl takes for one, such as <c>statefulset/db</c>; null where it is found by labels.</summary>
    public string? Name { get; init; }

    /// <summary>The labels of exactly one running pod; null where it is named.</summary>
    public string? Selector { get; init; }

    /// <summary>The namespace; null for that of kubectl's context.</summary>
    public string? Namespace { get; init; }

    /// <summary>The container; null for the pod's first.</summary>
    public string? Container { get; init; }

    /// <summary>Kubectl's context; null for the current one.</summary>
    public string? Context { get; init; }
}
