using System.Text.Json;
using RollbackOps.Engine.Tools.Kubernetes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Finds why the pods of a workload's template do not come up. Reads only.</summary>
/// <param name="kubectl">Runs kubectl.</param>
/// <param name="redactor">Takes secrets out of what is quoted.</param>
internal sealed class PodDoctor(Kubectl kubectl, Redactor redactor)
{
    private const int QuotedLines = 5;
    private const int Examined = 3;

    /// <summary>The pods of a workload that have the template that it has now, and those that have another.</summary>
    public async Task<(IReadOnlyList<JsonElement> Own, IReadOnlyList<JsonElement> Old)> PodsAsync(KubernetesPlace place, JsonElement live, CancellationToken cancel)
    {
        var pods = (await kubectl.ObjectsAsync(WorkloadCommands.Pods(place, live.Selector()), cancel)).Where(pod => !PodCauses.IsEnding(pod)).ToList();
        var mark = await MarkAsync(place, live, cancel);
        return ([.. pods.Where(pod => Mark(pod) == mark)], [.. pods.Where(pod => Mark(pod) != mark)]);
    }

    /// <summary>The cause; null where nothing tells one yet.</summary>
    public async Task<PodCause?> FindAsync(KubernetesPlace place, JsonElement live, CancellationToken cancel)
    {
        var (own, _) = await PodsAsync(place, live, cancel);
        foreach (var pod in own.Where(pod => !PodCauses.IsReady(pod)).Take(Examined))
            if (PodCauses.Of(pod, await EventsAsync(place, pod, cancel)) is { } cause)
                return cause;
        if (own.Count > 0)
            return null;
        var makers = live.Text("kind") == "Deployment" ? await kubectl.ObjectsAsync(WorkloadCommands.Selected(place, "replicaset", live.Selector()), cancel) : [live];
        foreach (var maker in makers.Where(maker => PodTemplate.Hash(maker.At("spec", "template")!.Value) == PodTemplate.Hash(live.At("spec", "template")!.Value)))
            if (PodCauses.WithoutPods(await EventsAsync(place, maker, cancel)) is { } cause)
                return cause;
        return null;
    }

    /// <summary>The cause in words, with the last lines of the container's log.</summary>
    public async Task<string> ToldAsync(KubernetesPlace place, PodCause cause, CancellationToken cancel)
    {
        if (cause.Container is not { } container)
            return redactor.Redact(cause.What);
        var log = await kubectl.TryAsync(WorkloadCommands.Log(place, cause.Pod!, container, QuotedLines, cause.IsRestarted), cancel);
        var lines = (log.ExitCode == 0 ? log.Out : log.Err).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return $"{redactor.Redact(cause.What)}; {(lines.Length == 0 ? "it wrote no log" : $"its {(log.ExitCode == 0 ? "last lines" : "log can't be read")}: {string.Join(" | ", lines.TakeLast(QuotedLines))}")}";
    }

    private Task<IReadOnlyList<JsonElement>> EventsAsync(KubernetesPlace place, JsonElement about, CancellationToken cancel) =>
        kubectl.ObjectsAsync(WorkloadCommands.Events(place, about.Text("metadata", "name")!), cancel);

    private static string? Mark(JsonElement pod) => pod.Label("pod-template-hash") ?? pod.Label("controller-revision-hash");

    // The label by which a controller knows the pods of the template that the workload has now.
    private async Task<string?> MarkAsync(KubernetesPlace place, JsonElement live, CancellationToken cancel)
    {
        if (live.Text("kind") == "StatefulSet")
            return live.Text("status", "updateRevision");
        var hash = PodTemplate.Hash(live.At("spec", "template")!.Value);
        var holders = await kubectl.ObjectsAsync(WorkloadCommands.Selected(place, live.Text("kind") == "Deployment" ? "replicaset" : "controllerrevision", live.Selector()), cancel);
        return holders.Where(holder => holder.IsOwnedBy(live.Uid()) && WorkloadReader.TemplateIn(holder) is { } template && PodTemplate.Hash(template) == hash)
            .Select(Mark).FirstOrDefault();
    }
}
