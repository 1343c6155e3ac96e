namespace RollbackOps.Engine.Actions.Compose;

/// <summary>The containers of the services that are stopped.</summary>
/// <param name="Containers">The containers, running or not.</param>
public sealed record StopState(IReadOnlyList<ContainerNow> Containers);
