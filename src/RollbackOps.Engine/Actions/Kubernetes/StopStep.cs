using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Scales workloads to zero and remembers on them how many pods they had; an autoscaler leaves a workload at zero alone.</summary>
/// <param name="cluster">What is done in the cluster.</param>
/// <param name="waiter">Waits for pods.</param>
internal sealed class StopStep(ClusterWork cluster, RolloutWaiter waiter) : StepKind<WorkloadsDetail, StoppedState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "kubernetes.stop";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override async Task<StoppedState> ReadAsync(WorkloadsDetail detail, Work work, CancellationToken cancel)
    {
        var live = await cluster.LiveAsync(detail, cancel);
        var pods = 0;
        await Kubectl.ForEachAsync(live, async (workload, both) => Interlocked.Add(ref pods, (await cluster.Kubectl.ObjectsAsync(WorkloadCommands.Pods(detail.Place, workload.Selector()), both)).Count), cancel);
        return new([.. live.Select(WorkloadNow.Of)], pods);
    }

    /// <inheritdoc/>
    protected override Verdict Judge(WorkloadsDetail detail, StoppedState before, StoppedState now)
    {
        if (detail.Workloads.Any(target => now.Workloads.All(workload => workload.Uid != target.Uid)))
            return Verdict.Foreign;
        if (now.Workloads.All(workload => workload.Desired == 0) && now.Pods == 0)
            return Verdict.InEffect;
        return now.Workloads.All(workload => workload.Remembered is null && workload.IsAsGoodAs(before.Workloads.First(old => old.Uid == workload.Uid))) ? Verdict.Before : Verdict.Partly;
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(WorkloadsDetail detail, StoppedState before, Work work, CancellationToken cancel)
    {
        var now = await ReadAsync(detail, work, cancel);
        await Kubectl.ForEachAsync(now.Workloads, (workload, both) => cluster.StopAsync(detail.Place, workload, both), cancel);
        await waiter.PollAsync(
            async () => await ReadAsync(detail, work, cancel) is var state && state.Pods == 0,
            within => new RollbackException(RollbackErrorId.TimedOut, $"Pods of {string.Join(", ", detail.Workloads.Select(target => target.Title))} did not end within {within.TotalSeconds:0} s.", $"See why: {detail.Place.Typed} get pods"),
            detail.Within,
            cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(WorkloadsDetail detail, StoppedState before, Work work, CancellationToken cancel)
    {
        var now = await ReadAsync(detail, work, cancel);
        await Kubectl.ForEachAsync(now.Workloads, (workload, both) => cluster.StartAsync(detail.Place, workload, both), cancel);
        await waiter.WaitAsync(detail, workload => before.Workloads.FirstOrDefault(old => old.Title == workload.Title) is not { } old || workload.IsAsGoodAs(old), patient: true, work, cancel);
    }
}
