using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Kubernetes;

/// <summary>The command lines of kubectl for workloads. Pure.</summary>
public static class WorkloadCommands
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The name of the current context.</summary>
    public static Command CurrentContext(string? kubeconfig) => Kubectl([.. Config(kubeconfig), "config", "current-context"]);

    /// <summary>The names of all contexts, a line each.</summary>
    public static Command Contexts(string? kubeconfig) => Kubectl([.. Config(kubeconfig), "config", "get-contexts", "-o", "name"]);

    /// <summary>What one context means, without its secrets.</summary>
    public static Command View(string? kubeconfig, string context) => Kubectl([.. Config(kubeconfig), "--context", context, "config", "view", "--minify", "-o", "json"]);

    /// <summary>All objects of some kinds in the namespace, as JSON.</summary>
    public static Command List(KubernetesPlace place, params string[] kinds) => Get(place, string.Join(',', kinds.Select(Resource)));

    /// <summary>Some objects by name, as JSON: a list, or the object itself where it is one.</summary>
    public static Command Objects(KubernetesPlace place, IEnumerable<string> titles) => Get(place, [.. titles.Select(Full)]);

    /// <summary>The pods with some labels, as JSON.</summary>
    public static Command Pods(KubernetesPlace place, string selector) => Selected(place, "pods", selector);

    /// <summary>The objects of a kind with some labels, as JSON.</summary>
    public static Command Selected(KubernetesPlace place, string kind, string selector) => Get(place, Resource(kind), "--selector", selector);

    /// <summary>The events about an object, as JSON.</summary>
    public static Command Events(KubernetesPlace place, string name) => Get(place, "events", "--field-selector", $"involvedObject.name={name}");

    /// <summary>All pods of the namespace, for a person.</summary>
    public static Command PodTable(KubernetesPlace place) => Kubectl([.. At(place), "get", "pods", "-o", "wide"]);

    /// <summary>All events of the namespace, oldest first, for a person.</summary>
    public static Command AllEvents(KubernetesPlace place) => Kubectl([.. At(place), "get", "events", "--sort-by=.lastTimestamp"]);

    /// <summary>The last lines of a container's log.</summary>
    public static Command Log(KubernetesPlace place, string pod, string container, int lines, bool previous) =>
        Kubectl([.. At(place), "logs", pod, "-c", container, $"--tail={lines}", .. Enumerable.Repeat("--previous", previous ? 1 : 0)]);

    /// <summary>Changes an object by a JSON patch in a file; the object that results, as JSON.</summary>
    /// <param name="place">The namespace.</param>
    /// <param name="title">The object, e.g. <c>deployment/web</c>.</param>
    /// <param name="file">The patch. It may hold what nobody else may read, so it is never an argument.</param>
    /// <param name="tryOnly">True where the server only says what it would do.</param>
    public static Command Patch(KubernetesPlace place, string title, string file, bool tryOnly) =>
        Kubectl([.. At(place), "patch", Full(title), "--type=json", "--patch-file", file, "-o", "json", .. Trial(tryOnly)]);

    /// <summary>Changes an object by a merge patch that holds no secret.</summary>
    public static Command Merge(KubernetesPlace place, string title, string patch) =>
        Kubectl([.. At(place), "patch", Full(title), "--type=merge", "-p", patch, "-o", "json"]);

    /// <summary>Applies a manifest; the object that results, as JSON.</summary>
    public static Command Apply(KubernetesPlace place, string file, bool tryOnly) => Kubectl([.. At(place), "apply", "-f", file, "-o", "json", .. Trial(tryOnly)]);

    /// <summary>Puts an object in another's place.</summary>
    public static Command Replace(KubernetesPlace place, string file) => Kubectl([.. At(place), "replace", "-f", file, "-o", "json"]);

    /// <summary>Deletes an object; nothing where it is gone.</summary>
    public static Command Delete(KubernetesPlace place, string title) => Kubectl([.. At(place), "delete", Full(title), "--ignore-not-found", "--wait=false"]);

    private static Command Get(KubernetesPlace place, params string[] what) => Kubectl([.. At(place), "get", .. what, "-o", "json", "--request-timeout=30s"]);

    private static string[] Trial(bool tryOnly) => tryOnly ? ["--dry-run=server"] : [];

    private static string[] Config(string? kubeconfig) => kubeconfig is null ? [] : ["--kubeconfig", kubeconfig];

    private static string[] At(KubernetesPlace place) => [.. Config(place.Kubeconfig), "--context", place.Context, "--namespace", place.Namespace];

    private static string Full(string title) => title.Split('/', 2) is [var kind, var name] ? $"{Resource(kind)}/{name}" : title;

    // With their groups, so that no other resource of the same name is meant.
    private static string Resource(string kind) => kind switch
    {
        "deployment" or "replicaset" or "statefulset" or "daemonset" or "controllerrevision" => $"{kind}s.apps",
        "hpa" => "horizontalpodautoscalers.autoscaling",
        "configmap" => "configmaps",
        _ => kind,
    };

    private static Command Kubectl(string[] arguments) => new() { Program = "kubectl", Arguments = arguments, Limit = Limit };
}
