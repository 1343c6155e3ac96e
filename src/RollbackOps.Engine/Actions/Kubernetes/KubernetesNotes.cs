using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>What an operator should know of workloads before approving. Pure.</summary>
/// <param name="part">The part.</param>
/// <param name="ask">What is asked.</param>
/// <param name="found">What was found.</param>
/// <param name="back">The workloads that go back.</param>
/// <param name="objects">The objects that come back.</param>
internal sealed class KubernetesNotes(KubernetesPart part, Ask ask, KubernetesFound found, List<WorkloadFound> back, List<ObjectTarget> objects)
{
    /// <summary>The notes.</summary>
    public IEnumerable<string> All()
    {
        if (found.ImplicitContext)
            yield return $"The runbook names no context: kubectl's current one is meant, {found.Place!.Context} ({found.Server}), namespace {found.Place.Namespace}. The run uses it by name, whatever is current by then.";
        foreach (var note in found.Notes)
            yield return note;
        if (ask is { To: null, Request.To: null } && back.Count > 0)
            yield return $"Nobody named a target, and no run proved one: each goes to the newest template of before in its history. What is left: {string.Join("; ", back.Select(workload => $"{workload.Title}: {TemplateTarget.Described(workload.Running)}"))}.";
        foreach (var group in back.SelectMany(workload => workload.Reconcilers.Select(reconciler => (workload.Title, reconciler))).GroupBy(pair => pair.reconciler, pair => pair.Title))
            yield return $"{string.Join(", ", group)}: brought up to date by others. {char.ToUpperInvariant(group.Key[0])}{group.Key[1..]}.";
        foreach (var scaler in part.ScalesToZero ? found.Scalers : [])
            yield return $"{scaler} rests while its workload is at zero, and goes on by itself once it is scaled back up.";
        if (objects.Exists(target => target.Title.StartsWith("configmap/", StringComparison.Ordinal)) && back.Count < found.Workloads.Count)
            yield return $"Pods read a ConfigMap as environment only when they start: {string.Join(", ", found.Workloads.Except(back).Select(workload => workload.Title))} keep what they have, because their template stays.";
        if (ask.Moved.Count > 0 && !part.ScalesToZero)
            yield return "The workloads in Kubernetes go on running while data moves: give services 'scale: zero' to have them stopped meanwhile.";
    }
}
