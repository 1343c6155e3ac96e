using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Nodes that were checked to the workloads of a Kubernetes namespace.</summary>
/// <param name="problems">Hears what is wrong.</param>
internal sealed class KubernetesReader(Problems problems)
{
    /// <summary>The part.</summary>
    public KubernetesPart Read(MapNode map)
    {
        var part = new KubernetesPart("services")
        {
            Context = map.Text("context"),
            Namespace = map.Text("namespace"),
            Kubeconfig = map.Text("kubeconfig"),
            Workloads = Workloads(map),
            ScalesToZero = map.Text("scale") == "zero",
            Objects = map.Pairs("objects"),
        };
        if (part.ScalesToZero && part.Workloads.FirstOrDefault(workload => workload.Kind == "daemonset") is { } agent)
            problems.Add(map.Find("scale")!.Place, $"'{agent.Title}' can't be scaled: a DaemonSet runs on every node; take 'scale' out, or the DaemonSet");
        return map.Duration("within") is { } within ? part with { Within = within } : part;
    }

    private List<KubernetesWorkload> Workloads(MapNode map)
    {
        var all = new List<KubernetesWorkload>();
        foreach (var node in (map.Find("workloads") as ListNode)?.Items ?? [])
        {
            var workload = node is MapNode full ? Of(full.Text("name")!) with { After = full.Texts("after") } : Of(((TextNode)node).Value);
            if (all.Exists(other => other.Title == workload.Title))
                problems.Add(node.Place, $"the workload '{workload.Title}' is named twice");
            foreach (var missing in workload.After.Where(name => !all.Exists(other => other.Title == name)))
                problems.Add(node.Place, $"'{workload.Title}' comes after '{missing}', which is not named before it{Spelling.Hint(missing, all.Select(other => other.Title))}");
            all.Add(workload);
        }

        return all;
    }

    private static KubernetesWorkload Of(string title) => new(title.Split('/', 2)[0], title.Split('/', 2)[1]);
}
