namespace RollbackOps.Engine.Actions.Compose;

/// <summary>A service that is stopped, as the plan found it.</summary>
/// <param name="Service">The service.</param>
/// <param name="Identities">Image id and configuration hash of each of its containers, joined by a space.</param>
public sealed record StoppedService(string Service, IReadOnlyList<string> Identities);
