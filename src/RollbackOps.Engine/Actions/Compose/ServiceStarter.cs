using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>
/// Brings services up in the order of their dependencies, from the live files, and touches no other service: those
/// that they depend on are neither started nor made anew.
/// </summary>
/// <param name="runner">Runs programs.</param>
/// <param name="waiter">Waits for them.</param>
public sealed class ServiceStarter(IRunner runner, ServiceWaiter waiter)
{
    private readonly DockerCli _docker = new(runner);

    /// <summary>Brings them up, then restarts the proxies whose remembered addresses are gone.</summary>
    /// <param name="project">The project.</param>
    /// <param name="layers">The services; each layer starts when the one before it is as far as it asks.</param>
    /// <param name="stays">The containers that stay; others of the services are made anew.</param>
    /// <param name="proxies">The proxies that run before them.</param>
    /// <param name="start">For whom.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">One of them does not come up; the message says why.</exception>
    public async Task StartAsync(
        ProjectRef project,
        IReadOnlyList<IReadOnlyList<StartedService>> layers,
        Func<ComposeContainer, bool> stays,
        IReadOnlyList<ProxyBefore> proxies,
        StartWork start,
        CancellationToken cancel)
    {
        List<StartedService> all = [.. layers.SelectMany(layer => layer)];
        await MakeAnewAsync(project, all, stays, cancel);
        foreach (var layer in layers)
        {
            start.Work.Progress($"starting {string.Join(", ", layer.Select(service => service.Service))}", null);
            try
            {
                await LayerAsync(project, layer, cancel);
            }
            catch (RollbackException error) when (error.Id == RollbackErrorId.ToolFailed)
            {
                throw await waiter.RefusedAsync(error, cancel);
            }

            await waiter.WaitAsync(project, layer, start.Work.Runbook.HealthWithin, cancel);
        }

        if (start.Settle)
            await waiter.SettleAsync(project, all, start.Work.Runbook.HealthWithin, cancel);
        await ProxiesAsync(project, proxies, start.Work, cancel);
    }

    // All of them at once: each call of Compose takes half a second, in which users wait.
    private async Task MakeAnewAsync(
        ProjectRef project, IReadOnlyList<StartedService> services, Func<ComposeContainer, bool> stays, CancellationToken cancel)
    {
        var compose = await _docker.ComposeAsync(cancel);
        var there = await OfAsync(project, services, cancel);
        var stale = there.Where(container => !stays(container)).ToList();
        string[] up = [.. stale.Where(container => container.IsUp).Select(container => container.Id)];
        if (up.Length > 0)
            await _docker.RunAsync(DockerCommands.Stop(up, TimeSpan.FromMinutes(5)), cancel);
        if (stale.Count > 0)
            await _docker.RunAsync(DockerCommands.Remove(stale.Select(container => container.Id)), cancel);
        var lacking = services.Where(service => there.Except(stale).Count(container => container.Service == service.Service) < service.Scale).ToList();
        if (lacking.Count > 0)
        {
            await _docker.RunAsync(
                ComposeCommands.Create(
                    compose,
                    project.ToProject(),
                    lacking.Select(service => service.Service),
                    lacking.Where(service => service.Scale > 1).ToDictionary(service => service.Service, service => service.Scale)),
                cancel);
        }
    }

    private async Task LayerAsync(ProjectRef project, IReadOnlyList<StartedService> layer, CancellationToken cancel)
    {
        string[] down = [.. (await OfAsync(project, layer, cancel)).Where(container => !container.IsUp).Select(container => container.Id)];
        if (down.Length > 0)
            await _docker.RunAsync(DockerCommands.Start(down), cancel);
    }

    private async Task<IReadOnlyList<ComposeContainer>> OfAsync(ProjectRef project, IReadOnlyList<StartedService> layer, CancellationToken cancel) =>
        [.. (await new DockerHost(_docker).ContainersAsync(project.Name, cancel)).Where(container => layer.Any(service => service.Service == container.Service))];

    // nginx asks for a name's address once, when it starts.
    private async Task ProxiesAsync(ProjectRef project, IReadOnlyList<ProxyBefore> proxies, Work work, CancellationToken cancel)
    {
        if (proxies.Count == 0)
            return;
        var all = (await new DockerHost(_docker).ContainersAsync(project.Name, cancel)).Select(container => ContainerNow.Of(container)).ToList();
        foreach (var proxy in proxies.Where(proxy => ProxyAge.IsStale(proxy, all)))
        {
            work.Progress($"restarting {proxy.Service}: the addresses behind it changed", null);
            await _docker.RunAsync(DockerCommands.Restart(all.Where(container => container.Service == proxy.Service && container.IsUp).Select(container => container.Id)), cancel);
        }
    }
}
