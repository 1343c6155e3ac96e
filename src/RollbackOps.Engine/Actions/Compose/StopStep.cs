using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>Stops services. Nothing is removed: never <c>down</c>, which loses anonymous volumes.</summary>
/// <param name="runner">Runs programs.</param>
/// <param name="starter">Starts them again.</param>
public sealed class StopStep(IRunner runner, ServiceStarter starter) : StepKind<StopDetail, StopState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "compose.stop";

    private readonly DockerCli _docker = new(runner);

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override async Task<StopState> ReadAsync(StopDetail detail, Work work, CancellationToken cancel)
    {
        var names = detail.Services.Select(service => service.Service).ToHashSet();
        var all = await new DockerHost(_docker).ContainersAsync(detail.Project.Name, cancel);
        return new([.. all.Where(container => names.Contains(container.Service)).Select(container => ContainerNow.Of(container))]);
    }

    /// <inheritdoc/>
    protected override Verdict Judge(StopDetail detail, StopState before, StopState now)
    {
        var up = now.Containers.Where(container => container.IsUp).ToList();
        if (up.Count == 0)
            return Verdict.InEffect;
        var known = detail.Services.ToDictionary(service => service.Service, service => service.Identities);
        if (up.Exists(container => !known[container.Service].Contains(Identity(container))))
            return Verdict.Foreign;
        return Up(before).SequenceEqual(Up(now)) && Healthy(now).IsSupersetOf(Healthy(before)) ? Verdict.Before : Verdict.Partly;
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(StopDetail detail, StopState before, Work work, CancellationToken cancel)
    {
        // By id and last first, so that neither a broken live file nor a service that it lacks is in the way.
        var now = await ReadAsync(detail, work, cancel);
        foreach (var layer in detail.Layers.Reverse())
        {
            string[] ids = [.. now.Containers.Where(container => container.IsUp && layer.Contains(container.Service)).Select(container => container.Id)];
            if (ids.Length == 0)
                continue;
            work.Progress($"stopping {string.Join(", ", layer)}", null);
            await _docker.RunAsync(DockerCommands.Stop(ids, work.Step.Limit), cancel);
        }
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(StopDetail detail, StopState before, Work work, CancellationToken cancel)
    {
        var were = before.Containers.Where(container => container.IsUp).ToList();
        var ids = before.Containers.Select(container => container.Id).ToHashSet();
        var services = were.GroupBy(container => container.Service).Select(group => new StartedService
        {
            Service = group.Key,
            Scale = before.Containers.Count(container => container.Service == group.Key),
            Until = group.All(container => container.Health == "healthy") ? WaitUntil.Healthy : WaitUntil.Started,
        });
        // One that was in a restart loop before is back as soon as it is started: nobody can wait for it to be well.
        await starter.StartAsync(
            detail.Project,
            Layered(detail.Layers, [.. services]),
            container => ids.Contains(container.Id),
            detail.Proxies,
            new(work, Settle: false),
            cancel);
    }

    internal static string Identity(ContainerNow container) => $"{container.ImageId} {container.ConfigHash}";

    private static IEnumerable<string> Up(StopState state) => state.Containers.Where(container => container.IsUp)
        .Select(container => $"{container.Service} {Identity(container)}")
        .Order(StringComparer.Ordinal);

    // A service that was healthy must be healthy again; one that was not, only up.
    private static HashSet<string> Healthy(StopState state) => [.. state.Containers.GroupBy(container => container.Service)
        .Where(group => group.All(container => container.Health == "healthy")).Select(group => group.Key)];

    private static IReadOnlyList<IReadOnlyList<StartedService>> Layered(
        IReadOnlyList<IReadOnlyList<string>> layers, IReadOnlyList<StartedService> services) =>
        [.. layers.Select(layer => services.Where(service => layer.Contains(service.Service)).ToList()).Where(layer => layer.Count > 0)];
}
