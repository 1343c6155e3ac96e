using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>The template that each workload goes back to. Pure.</summary>
/// <param name="part">The part.</param>
/// <param name="ask">What is asked.</param>
/// <param name="place">The namespace.</param>
internal sealed class TargetChoice(KubernetesPart part, Ask ask, KubernetesPlace place)
{
    private readonly TemplateTarget _target = new(place.Namespace, ask.Known);

    /// <summary>The targets by workload, and what a person should know of them.</summary>
    /// <exception cref="RollbackException">There is none for a workload, or nothing tells which.</exception>
    public (Dictionary<string, TemplateFound> Targets, List<string> Notes) Of(IReadOnlyList<WorkloadFound> workloads)
    {
        var targets = new Dictionary<string, TemplateFound>();
        var notes = new List<string>();
        var named = Named();
        foreach (var workload in workloads)
        {
            if (named is not null && !named.ContainsKey(workload.Title) && !named.ContainsKey(""))
                notes.Add($"{workload.Title} stays: --to names others.");
            else if (ask.To is { } release)
                targets[workload.Title] = TemplateTarget.Of(workload, release);
            else if (named is not null)
                targets[workload.Title] = TemplateTarget.Named(workload, named.GetValueOrDefault(workload.Title) ?? named[""]);
            else if (_target.ProvenBy(workload) is { } run)
                notes.Add($"{workload.Title} stays: its template was proven by run {run}. To go back further, name the target: --to, one of {TemplateTarget.Listed(workload.History.Where(found => found.Hash != workload.Running.Hash))}");
            else
                targets[workload.Title] = _target.Newest(workload);
        }

        return (targets, notes);
    }

    // "deployment/web=3,deployment/api=1.4" names some; anything else is meant for all. Null where the code decides or nobody says.
    private Dictionary<string, string>? Named()
    {
        if (ask.To is not null || ask.Request.To is not { } to)
            return null;
        var pairs = to.Split(',').Select(pair => pair.Trim().Split('=', 2)).ToList();
        return pairs.TrueForAll(pair => pair.Length == 2 && part.Workloads.Any(workload => workload.Title == pair[0]))
            ? pairs.ToDictionary(pair => pair[0], pair => pair[1])
            : new() { [""] = to };
    }
}
