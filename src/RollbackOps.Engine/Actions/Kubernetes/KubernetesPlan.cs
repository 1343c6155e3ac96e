using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Turns what was found of workloads into steps. Pure.</summary>
/// <param name="part">The part.</param>
/// <param name="ask">What is asked.</param>
/// <param name="found">What was found.</param>
internal sealed class KubernetesPlan(KubernetesPart part, Ask ask, KubernetesFound found)
{
    private readonly KubernetesPlace _place = found.Place!;

    /// <summary>The plan; without steps where everything is in place.</summary>
    /// <exception cref="RollbackException">A workload's pods would not get the template.</exception>
    public PartPlan Make()
    {
        var back = found.Workloads.Where(workload => found.Targets.TryGetValue(workload.Title, out var target) && target.Hash != workload.Running.Hash).ToList();
        if (back.Find(workload => workload.Stuck is not null) is { Stuck: { } why } stuck)
            throw new RollbackException(RollbackErrorId.PlanImpossible, $"{stuck.Title} can't go back: {why}.", $"Change it, then plan again: {_place.Typed} edit {stuck.Title}");
        var stops = part.ScalesToZero && (back.Count > 0 || ask.Moved.Count > 0);
        List<WorkloadFound> around = stops && ask.Moved.Count > 0 ? [.. found.Workloads] : back;
        List<ObjectTarget> objects = [.. found.Objects.Where(target => target.Before != target.After)];
        return new()
        {
            Steps = [.. back.Count > 0 ? [Prepare(back)] : Array.Empty<Step>(), .. stops ? [Stop(around)] : Array.Empty<Step>(), .. objects.Count > 0 ? [Objects(objects)] : Array.Empty<Step>(), .. Exchange(back, around, stops)],
            Findings = [.. Findings(around.Count > 0 || objects.Count > 0)],
            Notes = [.. new KubernetesNotes(part, ask, found, back, objects).All()],
        };
    }

    private Step Prepare(List<WorkloadFound> back) => Step("prepare", PrepareStep.Name, Moment.Prepare, back, stops: false) with
    {
        Does = $"keep both pod templates of {Names(back)}, and have the server try the exchange (dry run)",
        Gives = [.. back.Select(workload => Target(workload).Gift(part.Name))],
        Back = Back.NothingToUndo,
        Touch = Touch.Aside,
    };

    private Step Stop(List<WorkloadFound> around) => Step("stop", StopStep.Name, Moment.Stop, around, stops: true) with
    {
        Does = $"scale {Names(around)} to zero, and wait until their pods are gone",
        Gives = [GiftNames.Stopped(part.Name)],
        For = [GiftNames.Switched(part.Name), .. ask.Moved.Select(database => GiftNames.Switched(database.Name))],
    };

    private Step Objects(List<ObjectTarget> objects) => Step("objects", ObjectStep.Name, Moment.Switch, [], stops: false) with
    {
        Does = $"apply {string.Join(", ", objects.Select(target => $"{target.Title} of {Path.GetRelativePath(ask.Runbook.Folder, target.File)}"))}; what is there is kept",
        Gives = [$"{part.Name}/objects"],
        Detail = EngineJson.ToElement(new ObjectDetail(part.Name, _place, objects)),
    };

    // Layer after layer where one must be rolled out before another: in the cutover's switch but for the last. Where they are
    // scaled to zero, all are switched at once and come up layer by layer.
    private IEnumerable<Step> Exchange(List<WorkloadFound> back, List<WorkloadFound> around, bool stops)
    {
        var layers = Layers(around);
        if (stops && back.Count > 0)
            yield return Templates("templates", back, []);
        for (var i = 0; i < layers.Count; i++)
        {
            var mark = layers.Count == 1 ? "" : $"-{i + 1}";
            var before = i == 0 ? Array.Empty<Need>() : [new($"{part.Name}/rollout-{i}")];
            if (!stops)
                yield return Templates($"templates{mark}", layers[i], before);
            yield return Step($"rollout{mark}", RolloutStep.Name, stops || i == layers.Count - 1 ? Moment.Start : Moment.Switch, layers[i], stops) with
            {
                Does = $"{(stops ? "scale back up" : "wait for")} {Names(layers[i])}{(stops ? ", and wait until the pods are available" : ": all pods new and available")}",
                Needs =
                [
                    new(stops ? $"{part.Name}/templates" : $"{part.Name}/templates{mark}", IfOffered: stops),
                    new(GiftNames.Stopped(part.Name), IfOffered: true),
                    .. before,
                    .. ask.Moved.SelectMany(database => new Need[] { new(GiftNames.Switched(database.Name), IfOffered: true) }),
                    .. stops ? ask.Moved.Select(database => new Need(GiftNames.Open(database.Name), IfOffered: true)) : [],
                ],
                Gives = [$"{part.Name}/rollout{mark}"],
                For = [GiftNames.Switched(part.Name), .. ask.Moved.Select(database => GiftNames.Switched(database.Name))],
                Back = stops ? Back.ByUndo : Back.NothingToUndo,
            };
        }
    }

    private Step Templates(string name, List<WorkloadFound> back, Need[] before)
    {
        var identities = new TemplateTarget(_place.Namespace, ask.Known);
        return Step(name, TemplateStep.Name, Moment.Switch, back, stops: false) with
        {
            Does = $"put the template back of {string.Join("; ", back.Select(workload => $"{workload.Title}: {TemplateTarget.Described(found.Targets[workload.Title])}"))}",
            Needs =
            [
                .. back.Select(workload => new Need(Target(workload).Gift(part.Name))),
                new($"{part.Name}/objects", IfOffered: true),
                .. ask.Moved.Select(database => new Need(GiftNames.Switched(database.Name), IfOffered: true)),
                .. before,
            ],
            Gives = [GiftNames.Switched(part.Name), $"{part.Name}/{name}"],
            Replaces = [.. back.Select(workload => new Replaced(identities.Identity(workload, workload.Running.Hash), identities.Identity(workload, found.Targets[workload.Title].Hash)))],
        };
    }

    private Step Step(string name, string kind, Moment moment, List<WorkloadFound> workloads, bool stops) => new()
    {
        Id = $"{part.Name}/{name}",
        Kind = kind,
        Subject = $"namespace {_place.Namespace}",
        Does = "",
        Moment = moment,
        Back = Back.ByUndo,
        Touch = Touch.Users,
        Limit = part.Within + TimeSpan.FromMinutes(1),
        Detail = EngineJson.ToElement(new WorkloadsDetail(part.Name, _place, [.. workloads.Select(Target)], stops, part.Within)),
    };

    private WorkloadTarget Target(WorkloadFound workload) => new(
        workload.Title,
        workload.Uid,
        TemplateRef.Of(workload.Running),
        TemplateRef.Of(found.Targets.GetValueOrDefault(workload.Title) ?? workload.Running));

    private List<List<WorkloadFound>> Layers(List<WorkloadFound> all)
    {
        var depth = new Dictionary<string, int>();
        foreach (var workload in part.Workloads)
            depth[workload.Title] = workload.After.Where(name => all.Exists(other => other.Title == name)).Select(name => depth[name] + 1).DefaultIfEmpty().Max();
        return [.. all.GroupBy(workload => depth[workload.Title]).OrderBy(group => group.Key).Select(group => group.ToList())];
    }

    private IEnumerable<Finding> Findings(bool any)
    {
        if (any)
            yield return new($"context {_place.Context}", "server", found.Server, "kubectl config view");
        foreach (var workload in found.Workloads)
        {
            yield return new(workload.Title, "template", $"{workload.Uid} {workload.Running.Hash}", "kubectl get");
            if (found.Targets.TryGetValue(workload.Title, out var target))
                yield return new(workload.Title, "target template", target.Hash, target.Source ?? "kubectl get");
        }
    }

    private static string Names(List<WorkloadFound> workloads) => string.Join(", ", workloads.Select(workload => workload.Title));
}
