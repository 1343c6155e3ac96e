using System.Globalization;
using System.Text.Json;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Finds in a pod, and in the events about it, why it does not come up. Pure.</summary>
internal static class PodCauses
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(20);

    // What never passes by itself, against what may: a registry that is away, a server that a process waits for.
    private static readonly Dictionary<string, TimeSpan?> Waiting = new()
    {
        ["InvalidImageName"] = Soon,
        ["ErrImageNeverPull"] = Soon,
        ["CreateContainerConfigError"] = Soon,
        ["CreateContainerError"] = Later,
        ["RunContainerError"] = Later,
        ["ImagePullBackOff"] = Later,
        ["ErrImagePull"] = null,
        ["CrashLoopBackOff"] = Later,
    };

    /// <summary>Whether a pod is ready.</summary>
    public static bool IsReady(JsonElement pod) => pod.Items("status", "conditions").Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True");

    /// <summary>Whether a pod is ending.</summary>
    public static bool IsEnding(JsonElement pod) => pod.Text("metadata", "deletionTimestamp") is not null;

    /// <summary>The cause; null where nothing tells one.</summary>
    public static PodCause? Of(JsonElement pod, IEnumerable<JsonElement> events)
    {
        var name = pod.Text("metadata", "name")!;
        foreach (var container in pod.Items("status", "initContainerStatuses").Concat(pod.Items("status", "containerStatuses")))
            if (Of(name, container) is { } cause)
                return cause;
        if (pod.Items("status", "conditions").FirstOrDefault(condition => condition.Text("reason") == "Unschedulable") is { ValueKind: JsonValueKind.Object } nowhere)
            return new("Unschedulable", $"no node can take its pod {name}: {nowhere.Text("message")}", name);
        return Warning(events) is { } warning ? new(warning.Text("reason") ?? "Warning", $"its pod {name} is not ready: {warning.Text("reason")}: {warning.Text("message")}", name, pod.Items("spec", "containers").Select(container => container.Text("name")).FirstOrDefault()) : null;
    }

    /// <summary>The cause where there is no pod at all, in the events about what makes pods; null where nothing tells one.</summary>
    public static PodCause? WithoutPods(IEnumerable<JsonElement> events) =>
        Warning(events) is { } warning ? new(warning.Text("reason") ?? "Warning", $"no pod can be made: {warning.Text("message")}", null) : null;

    private static PodCause? Of(string pod, JsonElement status)
    {
        var container = status.Text("name")!;
        var ended = status.At("lastState", "terminated") ?? status.At("state", "terminated");
        if (status.At("state", "waiting") is { } waiting && waiting.Text("reason") is { } reason && Waiting.TryGetValue(reason, out var patience))
        {
            var last = reason == "CrashLoopBackOff" ? $": {Ended(ended)}, started {(status.Number("restartCount") ?? 0) + 1} times" : waiting.Text("message") is { } message ? $": {message}" : "";
            return new(reason, $"the container {container} of its pod {pod} is in {reason}{last}", pod, reason == "CrashLoopBackOff" ? container : null, patience) { IsRestarted = reason == "CrashLoopBackOff" };
        }

        return status.At("state", "terminated") is { } over && over.Number("exitCode") is not 0
            ? new("Error", $"the container {container} of its pod {pod} ended: {Ended(over)}", pod, container)
            : null;
    }

    private static string Ended(JsonElement? ended) => ended is not { } at ? "it ended" : string.Create(
        CultureInfo.InvariantCulture,
        $"exit code {at.Number("exitCode")}{(at.Text("reason") is { } reason and not ("Error" or "Completed") ? $" ({reason})" : "")}");

    private static JsonElement? Warning(IEnumerable<JsonElement> events) => events
        .Where(happened => happened.Text("type") == "Warning")
        .OrderBy(happened => happened.Text("lastTimestamp") ?? happened.Text("eventTime") ?? "", StringComparer.Ordinal)
        .Select(happened => (JsonElement?)happened).LastOrDefault();
}
