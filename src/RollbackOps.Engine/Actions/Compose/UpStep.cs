using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>
/// Brings the services up from the live tree and proves that a plain <c>up</c> would change nothing of them: their
/// containers are made of the live tag's image and of the configuration that the live files give.
/// </summary>
/// <param name="runner">Runs programs.</param>
/// <param name="starter">Starts services.</param>
public sealed class UpStep(IRunner runner, ServiceStarter starter) : StepKind<UpDetail, UpState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "compose.up";

    private readonly DockerCli _docker = new(runner);

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override async Task<UpState> ReadAsync(UpDetail detail, Work work, CancellationToken cancel)
    {
        var host = new DockerHost(_docker);
        var moving = detail.Services.Where(service => service.GoesBack).ToList();
        var containers = await ContainersAsync(detail, cancel);
        var targets = moving.Where(service => work.Gifts.Find(service.Gift!) is not null).ToDictionary(service => service.Service, service => work.Gifts[service.Gift!]);
        // Of another image, a container is made anew whatever else it was made with.
        var described = await new ComposeFiles(_docker).AsDescribedAsync(
            detail.Project.ToProject(), containers.FindAll(container => targets.GetValueOrDefault(container.Service) == container.ImageId), cancel);
        return new(
            [.. containers.Select(container => ContainerNow.Of(container, described.Contains(container.Id)))],
            await host.ImageIdsAsync(moving.Select(service => service.Tag), cancel),
            targets);
    }

    /// <inheritdoc/>
    protected override Verdict Judge(UpDetail detail, UpState before, UpState now)
    {
        if (detail.Services.All(service => IsUp(service, before, now)) && !detail.Proxies.Any(proxy => ProxyAge.IsStale(proxy, now.Containers)))
            return Verdict.InEffect;
        var names = detail.Services.Select(service => service.Service).ToHashSet();
        return now.Containers.Any(container => names.Contains(container.Service) && container.IsUp) ? Verdict.Partly : Verdict.Before;
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(UpDetail detail, UpState before, Work work, CancellationToken cancel)
    {
        var now = await IsAsItWasAsync(detail, before, cancel) ? before : await ReadAsync(detail, work, cancel);
        var stay = now.Containers.Where(container => Fits(detail.Services.FirstOrDefault(service => service.Service == container.Service), container, before, now))
            .Select(container => container.Id).ToHashSet();
        var old = now.Containers.Select(container => container.Id).ToHashSet();
        await starter.StartAsync(
            detail.Project,
            Layered(detail),
            container => stay.Contains(container.Id) || !old.Contains(container.Id),
            detail.Proxies,
            new(work, Settle: true),
            cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(UpDetail detail, UpState before, Work work, CancellationToken cancel)
    {
        var names = detail.Services.Select(service => service.Service).ToHashSet();
        var there = (await new DockerHost(_docker).ContainersAsync(detail.Project.Name, cancel))
            .Where(container => names.Contains(container.Service) && container.IsUp)
            .Select(container => container.Id).ToList();
        if (there.Count > 0)
            await _docker.RunAsync(DockerCommands.Stop(there, work.Step.Limit), cancel);
    }

    // To ask again what was asked just before takes Compose seconds, in which users wait.
    private async Task<bool> IsAsItWasAsync(UpDetail detail, UpState before, CancellationToken cancel) =>
        (await ContainersAsync(detail, cancel)).Select(container => Identity(ContainerNow.Of(container))).ToHashSet().SetEquals(before.Containers.Select(Identity));

    private async Task<List<ComposeContainer>> ContainersAsync(UpDetail detail, CancellationToken cancel)
    {
        var watched = detail.Services.Select(service => service.Service).Concat(detail.Proxies.Select(proxy => proxy.Service)).ToHashSet();
        return [.. (await new DockerHost(_docker).ContainersAsync(detail.Project.Name, cancel)).Where(container => watched.Contains(container.Service))];
    }

    private static (string Id, string State, DateTimeOffset StartedAt) Identity(ContainerNow container) => (container.Id, container.State, container.StartedAt);

    private static bool IsUp(UpService service, UpState before, UpState now)
    {
        var own = now.Containers.Where(container => container.Service == service.Service).ToList();
        return own.Count >= Math.Max(1, service.Scale)
            && own.TrueForAll(container => Fits(service, container, before, now) && (service.Until == WaitUntil.Completed ? container.IsComplete : container.IsReady));
    }

    // By identity: the image and the configuration that it was made with, and a start of its own after what it mounts changed.
    private static bool Fits(UpService? service, ContainerNow container, UpState before, UpState now)
    {
        if (service is null)
            return true;
        if (service.StartsAnew && container.IsUp && before.Containers.Any(old => old.Id == container.Id && old.StartedAt == container.StartedAt))
            return false;
        return service.GoesBack
            ? container.AsDescribed == true
                && now.Targets.GetValueOrDefault(service.Service) == container.ImageId
                && now.Tags.GetValueOrDefault(service.Tag) == container.ImageId
            : service.Identities.Contains($"{container.ImageId} {container.ConfigHash}");
    }

    private static IReadOnlyList<IReadOnlyList<StartedService>> Layered(UpDetail detail) =>
    [
        .. detail.Layers.Select(layer => detail.Services.Where(service => layer.Contains(service.Service))
            .Select(service => new StartedService { Service = service.Service, Scale = service.Scale, Until = service.Until })
            .ToList()),
    ];
}
