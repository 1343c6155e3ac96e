namespace RollbackOps.Engine.Actions.Compose;

/// <summary>The services' containers, the proxies', and what the live tags name.</summary>
/// <param name="Containers">The containers.</param>
/// <param name="Tags">What each live tag names; tags that don't exist are missing.</param>
/// <param name="Targets">The target's image id by service; missing where it was not made.</param>
public sealed record UpState(
    IReadOnlyList<ContainerNow> Containers,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyDictionary<string, string> Targets);
