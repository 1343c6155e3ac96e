namespace RollbackOps.Engine.Runbooks.Checks;

/// <summary>A question about the running system.</summary>
public abstract record CheckSpec
{
    /// <summary>Its name; where the runbook gives none, its kind and target.</summary>
    public required string Name { get; init; }

    /// <summary>True where it changes something: never run by plan, readiness or watch.</summary>
    public bool Writes { get; init; }

    /// <summary>How long one measuring may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The kind, which says who measures it, e.g. <c>http</c>.</summary>
    public abstract string Kind { get; }
}
