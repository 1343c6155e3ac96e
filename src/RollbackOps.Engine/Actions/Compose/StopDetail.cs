namespace RollbackOps.Engine.Actions.Compose;

/// <summary>The services that are stopped.</summary>
/// <param name="Project">The project.</param>
/// <param name="Services">The services, as the plan found them.</param>
/// <param name="Layers">Their names in the order in which they start.</param>
/// <param name="Proxies">The proxies that keep running before them.</param>
public sealed record StopDetail(
    ProjectRef Project,
    IReadOnlyList<StoppedService> Services,
    IReadOnlyList<IReadOnlyList<string>> Layers,
    IReadOnlyList<ProxyBefore> Proxies);
