using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>Finds the nginx of a part.</summary>
/// <param name="runner">Runs programs.</param>
/// <param name="compose">Finds containers.</param>
public sealed class NginxServers(IRunner runner, IComposeClient compose)
{
    /// <summary>The nginx.</summary>
    /// <exception cref="RollbackException">Its service has no running container.</exception>
    public async Task<NginxServer> OpenAsync(TrafficPart part, Runbook runbook, CancellationToken cancel) =>
        new(runner, part, runbook.Folder, [.. (await ContainersAsync(part, runbook, cancel)).Select(container => container.Id)]);

    /// <summary>The containers of its service; none where it runs on this host.</summary>
    /// <exception cref="RollbackException">Its service has no running container.</exception>
    public async Task<IReadOnlyList<ComposeContainer>> ContainersAsync(TrafficPart part, Runbook runbook, CancellationToken cancel)
    {
        if (part.Service is not { } service)
            return [];
        var containers = (await ProjectAsync(runbook, cancel)).Where(container => container.Service == service && container.State == "running").ToList();
        return containers.Count > 0 ? containers : throw new RollbackException(
            RollbackErrorId.Unreachable,
            $"The service '{service}', whose nginx users come through, has no running container.",
            "Start it, or correct 'service' of traffic's nginx in the runbook.");
    }

    /// <summary>The addresses on this host of a service's containers; none where it is no service of the runbook's.</summary>
    public async Task<IReadOnlyList<string>> AddressesAsync(TrafficPart part, string service, Runbook runbook, CancellationToken cancel) => part.Service is null
        ? []
        : [.. (await ProjectAsync(runbook, cancel)).Where(container => container.Service == service && container.IsUp).SelectMany(container => container.Addresses)];

    private async Task<IReadOnlyList<ComposeContainer>> ProjectAsync(Runbook runbook, CancellationToken cancel) =>
        (await compose.FindAsync(runbook.Parts.OfType<ComposePart>().First(), runbook.Folder, cancel)).Containers;
}
