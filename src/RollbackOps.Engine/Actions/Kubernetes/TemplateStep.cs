using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Puts the target's templates in place, never by counting revisions back; its undo waits until the ones before are rolled out again.</summary>
/// <param name="cluster">What is done in the cluster.</param>
/// <param name="waiter">Waits for rollouts.</param>
internal sealed class TemplateStep(ClusterWork cluster, RolloutWaiter waiter) : StepKind<WorkloadsDetail, WorkloadsState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "kubernetes.template";

    private readonly TemplateStore _store = new(cluster.Kubectl);

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override Task<WorkloadsState> ReadAsync(WorkloadsDetail detail, Work work, CancellationToken cancel) => cluster.ReadAsync(detail, work, cancel);

    /// <inheritdoc/>
    protected override Verdict Judge(WorkloadsDetail detail, WorkloadsState before, WorkloadsState now)
    {
        if (detail.Workloads.All(now.IsThere))
            return Verdict.InEffect;
        if (!detail.Workloads.All(target => now.IsThere(target) || now.IsBack(target)))
            return Verdict.Foreign;
        return detail.Workloads.All(target => now.IsBack(target) && now.Find(target)!.IsAsGoodAs(before.Find(target)!)) ? Verdict.Before : Verdict.Partly;
    }

    /// <inheritdoc/>
    protected override RollbackException? Refusal(WorkloadsDetail detail, WorkloadsState now, Work work)
    {
        var target = detail.Workloads.First(target => !now.IsThere(target) && !now.IsBack(target));
        var found = now.Workloads.FirstOrDefault(workload => workload.Title == target.Title);
        return new(
            RollbackErrorId.ChangedByOthers,
            found is null || found.Uid != target.Uid
                ? $"{target.Title} is not the one that the plan saw: somebody removed it{(found is null ? "" : " and made another of its name")}."
                : $"Someone else put another template into {target.Title} meanwhile: {PodTemplate.Abbreviated(found.Hash)}, neither the one that is left ({PodTemplate.Abbreviated(target.From.Hash)}) nor the target ({PodTemplate.Abbreviated(target.To.Hash)}).",
            $"See who: {detail.Place.Typed} rollout history {target.Title}");
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(WorkloadsDetail detail, WorkloadsState before, Work work, CancellationToken cancel)
    {
        var now = await ReadAsync(detail, work, cancel);
        await PutAsync(detail, detail.Workloads.Where(target => !now.IsThere(target)), target => (target.From, target.To), work, cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(WorkloadsDetail detail, WorkloadsState before, Work work, CancellationToken cancel)
    {
        var now = await ReadAsync(detail, work, cancel);
        await PutAsync(
            detail,
            detail.Workloads.Where(target => !now.IsBack(target)),
            target => (target.To with { Hash = now.Find(target)?.Hash ?? target.To.Hash }, target.From),
            work,
            cancel);
        await waiter.WaitAsync(detail, workload => before.Workloads.FirstOrDefault(old => old.Title == workload.Title) is not { } old || workload.IsAsGoodAs(old), patient: true, work, cancel);
    }

    private Task PutAsync(WorkloadsDetail detail, IEnumerable<WorkloadTarget> targets, Func<WorkloadTarget, (TemplateRef From, TemplateRef To)> way, Work work, CancellationToken cancel) => Kubectl.ForEachAsync(
        targets,
        async (target, both) =>
        {
            var (from, to) = way(target);
            await cluster.PutAsync(detail, target, new(from.Hash, to, await _store.FindAsync(detail, target, to, work, both)), work.Scratch, both);
        },
        cancel);
}
