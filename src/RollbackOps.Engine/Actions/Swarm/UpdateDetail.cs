namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>The services that go back, at the same time.</summary>
/// <param name="Context">Docker's context; null for the current one.</param>
/// <param name="RegistryAuth">Whether the nodes are sent this user's login.</param>
/// <param name="Services">The services.</param>
public sealed record UpdateDetail(string? Context, bool RegistryAuth, IReadOnlyList<ServiceTarget> Services);
