using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Docker.Swarm;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>Waits until a service runs with its target's image on every task, and proves it. Reads only.</summary>
/// <param name="runner">Runs programs.</param>
/// <param name="rollouts">Waits for services.</param>
public sealed class RunStep(IRunner runner, Rollouts rollouts) : StepKind<RunDetail, UpdateState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "swarm.run";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override Task<UpdateState> ReadAsync(RunDetail detail, Work work, CancellationToken cancel) =>
        ServiceReader.ReadAsync(new(runner, detail.Context), [detail.Service.Id], cancel);

    /// <inheritdoc/>
    protected override Verdict Judge(RunDetail detail, UpdateState before, UpdateState now) =>
        now.Find(detail.Service.Id) is { IsUp: true } service && UpdateJudge.Has(service, detail.Service.Target) && service.Rest == detail.Service.Rest
            ? Verdict.InEffect
            : Verdict.Before;

    // All that were changed at the same time are watched: the first that fails ends the wait for any.
    /// <inheritdoc/>
    protected override Task DoAsync(RunDetail detail, UpdateState before, Work work, CancellationToken cancel)
    {
        var all = EngineJson.FromElement<UpdateDetail>(work.Plan.Steps.First(step => step.Id == detail.Update).Detail);
        return rollouts.WaitAsync(all, [.. all.Services.Where(service => service.Id == detail.Service.Id)], service => service.Target, work, cancel);
    }

    /// <inheritdoc/>
    protected override Origin? OriginOf(RunDetail detail, UpdateState now) =>
        new(Origins.Identity(detail.Cluster, detail.Service.Id, new SwarmImage(detail.Service.Target)), Origins.Source(detail.Service.Name, detail.Release ?? detail.Service.Target));
}
