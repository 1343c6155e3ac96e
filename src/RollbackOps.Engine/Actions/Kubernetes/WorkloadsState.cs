namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>The workloads of a step, as they are.</summary>
/// <param name="Workloads">The workloads.</param>
/// <param name="Effective">The template that the server makes of the target, where it is another one: by workload.</param>
public sealed record WorkloadsState(IReadOnlyList<WorkloadNow> Workloads, IReadOnlyDictionary<string, string> Effective)
{
    /// <summary>The workload; null where it is gone.</summary>
    public WorkloadNow? Find(WorkloadTarget target) => Workloads.FirstOrDefault(workload => workload.Title == target.Title && workload.Uid == target.Uid);

    /// <summary>Whether a workload has the target's template.</summary>
    public bool IsThere(WorkloadTarget target) => Find(target) is { } now && (now.Hash == target.To.Hash || now.Hash == Effective.GetValueOrDefault(target.Title));

    /// <summary>Whether a workload has the template that was left.</summary>
    public bool IsBack(WorkloadTarget target) => Find(target)?.Hash == target.From.Hash;
}
