namespace RollbackOps.Engine.Runbooks.Checks;

/// <summary>All containers of the services are up, and healthy where they say so.</summary>
public sealed record ContainersCheck : CheckSpec
{
    /// <inheritdoc/>
    public override string Kind => "containers";

    /// <summary>The services; empty for all of the project.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];
}
