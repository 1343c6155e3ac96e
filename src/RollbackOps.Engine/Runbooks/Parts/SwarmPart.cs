namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>Services of a Docker Swarm: a stack, or services by name.</summary>
/// <param name="Name">Its name: <c>services</c>.</param>
public sealed record SwarmPart(string Name) : Part(Name)
{
    /// <inheritdoc/>
    public override string Kind => "swarm";

    /// <summary>The stack; null where services are named that belong to none.</summary>
    public string? Stack { get; init; }

    /// <summary>The services that belong to the system, within the stack by their names there; empty for the whole stack.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Docker's context of a manager; null for the current one.</summary>
    public string? Context { get; init; }

    /// <summary>Whether the nodes are sent this user's login to the registry.</summary>
    public bool RegistryAuth { get; init; }

    /// <summary>What Docker calls a service that the runbook names: with the stack before it.</summary>
    public string FullName(string service) =>
        Stack is null || service.StartsWith(Stack + '_', StringComparison.Ordinal) ? service : $"{Stack}_{service}";
}
