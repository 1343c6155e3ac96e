using RollbackOps.Engine.Runbooks.Reading.Shapes;

namespace RollbackOps.Engine.Runbooks.Reading.Format;

/// <summary>How workloads in Kubernetes are written.</summary>
internal static class KubernetesFormat
{
    private static readonly TextShape Workload = new("a workload such as deployment/web, statefulset/db or daemonset/agent")
    {
        Pattern = "^(deployment|statefulset|daemonset)/[a-z0-9][a-z0-9.-]{0,252}$",
        Types = ["string"],
    };

    private static readonly TextShape Object = new("an object such as configmap/settings or hpa/web")
    {
        Pattern = "^(configmap|hpa)/[a-z0-9][a-z0-9.-]{0,252}$",
        Types = ["string"],
    };

    /// <summary>The workloads of one namespace.</summary>
    public static MapShape Services { get; } = new(
        "kubernetes",
        new Key("context", Texts.Any, "Kubectl's context; the current one, which the plan then names, where it isn't given."),
        new Key("namespace", Texts.Name, "The namespace; the context's own where it isn't given."),
        new Key("kubeconfig", Texts.Path, "The kubeconfig file; kubectl's own where it isn't given."),
        new Key("workloads", Workloads(), "The workloads that go back; all at once but for those with after.") { Required = true },
        new Key("scale", new TextShape("zero") { Words = ["zero"] }, "zero: they are scaled to zero before anything is switched, and back to what they had."),
        new Key("within", Texts.Duration, "How long a rollout may take; 10m where it isn't given."),
        new Key("objects", new NamesShape("a map of objects and the files that come back", Object, Texts.Path), "ConfigMaps and autoscalers (hpa): the manifest that comes back."));

    private static ListShape Workloads() => new(
        "a list of workloads",
        new EitherShape(
            "a workload such as deployment/web, or a map with name and after",
            Workload,
            new MapShape(
                "workload",
                new Key("name", Workload, "The workload.") { Required = true },
                new Key("after", new EitherShape("a workload, or a list of them", Workload, new ListShape("a list of workloads", Workload)), "Those that must be rolled out before it."))));
}
