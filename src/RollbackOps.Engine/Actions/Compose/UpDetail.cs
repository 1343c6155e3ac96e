namespace RollbackOps.Engine.Actions.Compose;

/// <summary>The services that come up.</summary>
/// <param name="Project">The project.</param>
/// <param name="Services">The services.</param>
/// <param name="Layers">Their names in the order in which they start.</param>
/// <param name="Proxies">The proxies that keep running before them.</param>
public sealed record UpDetail(
    ProjectRef Project,
    IReadOnlyList<UpService> Services,
    IReadOnlyList<IReadOnlyList<string>> Layers,
    IReadOnlyList<ProxyBefore> Proxies);
