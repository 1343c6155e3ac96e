using RollbackOps.Engine.Tools.Docker.Swarm;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>
/// Puts the target's image into the services' specs, several at a time, and waits for nothing: that is the next steps'. Its undo
/// puts the images before back, and waits until what ran before runs again. Never "one back": each image is named.
/// </summary>
/// <param name="runner">Runs programs.</param>
/// <param name="rollouts">Waits for services.</param>
public sealed class UpdateStep(IRunner runner, Rollouts rollouts) : StepKind<UpdateDetail, UpdateState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "swarm.update";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override Task<UpdateState> ReadAsync(UpdateDetail detail, Work work, CancellationToken cancel) =>
        ServiceReader.ReadAsync(new(runner, detail.Context), [.. detail.Services.Select(service => service.Id)], cancel);

    /// <inheritdoc/>
    protected override Verdict Judge(UpdateDetail detail, UpdateState before, UpdateState now) => UpdateJudge.Of(detail, before, now);

    /// <inheritdoc/>
    protected override RollbackException? Refusal(UpdateDetail detail, UpdateState now, Work work)
    {
        var changed = detail.Services.First(service => now.Find(service.Id) is not { } other || other.Rest != service.Rest || !(UpdateJudge.Has(other, service.Before) || UpdateJudge.Has(other, service.Target)));
        var state = now.Find(changed.Id);
        return new(
            RollbackErrorId.ChangedByOthers,
            $"Someone else changed the service '{changed.Name}': {(state is null ? "it is gone" : state.Rest != changed.Rest ? "its tasks are to be made otherwise than when this was planned" : $"it is to run {new SwarmImage(state.Image)}, which is neither what ran nor what comes back")}.",
            $"{new SwarmCommands(detail.Context).Typed} service inspect --pretty {changed.Name} shows it as it is; find out who deploys.");
    }

    /// <inheritdoc/>
    protected override Task DoAsync(UpdateDetail detail, UpdateState before, Work work, CancellationToken cancel) =>
        PutAsync(detail, service => service.Target, work, cancel);

    /// <inheritdoc/>
    protected override async Task UndoAsync(UpdateDetail detail, UpdateState before, Work work, CancellationToken cancel)
    {
        await PutAsync(detail, service => service.Before, work, cancel);
        // What did not run before the run will not run now.
        await rollouts.WaitAsync(detail, [.. detail.Services.Where(service => before.Find(service.Id) is { IsUp: true })], service => service.Before, work, cancel);
    }

    /// <inheritdoc/>
    protected override string? Keeps(UpdateDetail detail, UpdateState before, UpdateState now) =>
        $"the images before, in their registry and on the nodes as long as Swarm keeps their last tasks: {string.Join(", ", detail.Services.Select(service => $"{service.Name} {new SwarmImage(service.Before)}"))}";

    private async Task PutAsync(UpdateDetail detail, Func<ServiceTarget, string> image, Work work, CancellationToken cancel)
    {
        var client = new SwarmClient(runner, detail.Context);
        var now = await ReadAsync(detail, work, cancel);
        await AtOnce.ForEachAsync(
            detail.Services.Where(service => !UpdateJudge.Has(now.Find(service.Id), image(service))),
            async (service, token) =>
            {
                work.Progress($"{service.Name}: {new SwarmImage(image(service))}", null);
                await client.UpdateAsync(service.Id, new(image(service)), detail.RegistryAuth, token);
            },
            cancel);
    }
}
