using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Scales up again what was scaled to zero, and waits until each workload's pods have its template and are available.</summary>
/// <param name="cluster">What is done in the cluster.</param>
/// <param name="waiter">Waits for rollouts.</param>
internal sealed class RolloutStep(ClusterWork cluster, RolloutWaiter waiter) : StepKind<WorkloadsDetail, WorkloadsState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "kubernetes.rollout";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override Task<WorkloadsState> ReadAsync(WorkloadsDetail detail, Work work, CancellationToken cancel) => cluster.ReadAsync(detail, work, cancel);

    /// <inheritdoc/>
    protected override Verdict Judge(WorkloadsDetail detail, WorkloadsState before, WorkloadsState now)
    {
        if (!detail.Workloads.All(target => now.IsThere(target) || now.IsBack(target)))
            return Verdict.Foreign;
        if (detail.Workloads.All(target => now.IsThere(target) && now.Find(target) is { Remembered: null, IsRolledOut: true }))
            return Verdict.InEffect;
        return !detail.Scales || detail.Workloads.All(target => now.Find(target)!.Desired == 0) ? Verdict.Before : Verdict.Partly;
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(WorkloadsDetail detail, WorkloadsState before, Work work, CancellationToken cancel)
    {
        var now = await ReadAsync(detail, work, cancel);
        await Kubectl.ForEachAsync(now.Workloads, (workload, both) => cluster.StartAsync(detail.Place, workload, both), cancel);
        await waiter.WaitAsync(detail, workload => workload.IsRolledOut, patient: false, work, cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(WorkloadsDetail detail, WorkloadsState before, Work work, CancellationToken cancel)
    {
        var now = await ReadAsync(detail, work, cancel);
        var stopped = before.Workloads.Where(workload => workload.Remembered is not null).Select(workload => workload.Title).ToHashSet();
        await Kubectl.ForEachAsync(now.Workloads.Where(workload => stopped.Contains(workload.Title)), (workload, both) => cluster.StopAsync(detail.Place, workload, both), cancel);
    }
}
