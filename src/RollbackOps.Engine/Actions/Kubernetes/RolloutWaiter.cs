using System.Text.Json;
using RollbackOps.Engine.Tools.Kubernetes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Waits for rollouts, all at the same time, and says why one does not come to its end.</summary>
/// <param name="cluster">What is done in the cluster.</param>
/// <param name="redactor">Takes secrets out of what is quoted.</param>
/// <param name="time">The clock.</param>
internal sealed class RolloutWaiter(ClusterWork cluster, Redactor redactor, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private readonly PodDoctor _doctor = new(cluster.Kubectl, redactor);

    /// <summary>Waits until each workload is as far as asked.</summary>
    /// <param name="detail">The workloads.</param>
    /// <param name="isThere">Whether one is.</param>
    /// <param name="patient">True where a cause that never passes is waited out too: nothing better could be done.</param>
    /// <param name="work">What the step is given.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">One is not, with the reason.</exception>
    public async Task WaitAsync(WorkloadsDetail detail, Func<WorkloadNow, bool> isThere, bool patient, Work work, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var seen = new Dictionary<(string Title, string Reason), long>();
        while (true)
        {
            var open = (await cluster.LiveAsync(detail, cancel)).Select(live => (Live: live, Now: WorkloadNow.Of(live))).Where(pair => !isThere(pair.Now)).ToList();
            if (open.Count == 0)
                return;
            var (first, now) = open[0];
            work.Progress($"{now.Title}: {Math.Min(now.Updated, now.Available)} of {now.Desired} pods{(open.Count > 1 ? $"; {open.Count - 1} more workloads" : "")}", 1 - ((double)open.Count / detail.Workloads.Count));
            var late = time.GetElapsedTime(began) > detail.Within;
            foreach (var (live, workload) in open.Take(Kubectl.AtOnce))
            {
                await ReleaseAsync(detail.Place, live, cancel);
                var cause = await _doctor.FindAsync(detail.Place, live, cancel) ?? GivenUp(workload);
                if (!patient && cause is not null && IsOver(workload.Title, cause, seen))
                    throw await ReasonAsync(detail, workload, cause, null, cancel);
            }

            if (late)
                throw await ReasonAsync(detail, now, await _doctor.FindAsync(detail.Place, first, cancel), detail.Within, cancel);
            await Task.Delay(Between, time, cancel);
        }
    }

    /// <summary>Waits until something holds.</summary>
    public async Task PollAsync(Func<Task<bool>> holds, Func<TimeSpan, RollbackException> late, TimeSpan within, CancellationToken cancel)
    {
        for (var began = time.GetTimestamp(); !await holds(); await Task.Delay(Between, time, cancel))
            if (time.GetElapsedTime(began) > within)
                throw late(within);
    }

    // A StatefulSet's controller waits for a broken pod before it replaces it, even by a template that would mend it
    // (kubernetes.io, "Forced rollback"): such a pod is taken away by hand.
    private async Task ReleaseAsync(KubernetesPlace place, JsonElement live, CancellationToken cancel)
    {
        if (live.Text("kind") != "StatefulSet" || !WorkloadNow.Of(live).IsObserved)
            return;
        var (_, old) = await _doctor.PodsAsync(place, live, cancel);
        foreach (var pod in old.Where(pod => !PodCauses.IsReady(pod) && pod.IsOwnedBy(live.Uid()) && PodCauses.Of(pod, []) is not null))
            await cluster.Kubectl.RunAsync(WorkloadCommands.Delete(place, $"pod/{pod.Text("metadata", "name")}"), cancel);
    }

    // What an earlier rollout left there stays until the first pod of this one is up.
    private static PodCause? GivenUp(WorkloadNow workload) =>
        workload is { IsObserved: true, GivenUp: { } message } ? new("ProgressDeadlineExceeded", message, null, Patience: TimeSpan.FromSeconds(30)) : null;

    private bool IsOver(string title, PodCause cause, Dictionary<(string Title, string Reason), long> seen)
    {
        var key = (title, cause.Reason);
        seen.TryAdd(key, time.GetTimestamp());
        return cause.Patience is { } patience && time.GetElapsedTime(seen[key]) >= patience;
    }

    private async Task<RollbackException> ReasonAsync(WorkloadsDetail detail, WorkloadNow workload, PodCause? cause, TimeSpan? within, CancellationToken cancel)
    {
        var when = within is { } limit ? $" within {limit.TotalSeconds:0.#} s" : "";
        var why = cause is null ? "" : $", because {await _doctor.ToldAsync(detail.Place, cause, cancel)}";
        return new(
            RollbackErrorId.NotInEffect,
            $"{workload.Title} was not rolled out{when}{why}. {workload.Available} of {workload.Desired} pods are available, {workload.Updated} have the template.",
            $"See more: {detail.Place.Typed} describe {(cause?.Pod is { } pod ? $"pod {pod}" : workload.Title)}");
    }
}
