using System.Globalization;
using System.Text.Json;
using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Workloads and the templates that they had, out of what kubectl lists. Pure.</summary>
/// <param name="objects">Workloads, ReplicaSets and ControllerRevisions of one namespace.</param>
internal sealed class WorkloadReader(IReadOnlyList<JsonElement> objects)
{
    /// <summary>The annotation in which people and tools say why a template was changed.</summary>
    public const string ChangeCause = "kubernetes.io/change-cause";

    private const string Revision = "deployment.kubernetes.io/revision";

    private readonly ILookup<string, JsonElement> _byTitle = objects.ToLookup(found => found.Title());

    private readonly ILookup<string, JsonElement> _byOwner = objects
        .SelectMany(found => found.Items("metadata", "ownerReferences").Select(owner => (Owner: owner.Text("uid") ?? "", found)))
        .ToLookup(pair => pair.Owner, pair => pair.found);

    /// <summary>The workload; null where there is none of the name.</summary>
    public WorkloadFound? Find(string title)
    {
        if (_byTitle[title].Select(found => (JsonElement?)found).FirstOrDefault() is not { } live)
            return null;
        var template = live.At("spec", "template")!.Value;
        var hash = PodTemplate.Hash(template);
        var history = _byOwner[live.Uid()].Select(Of).OfType<TemplateFound>().OrderByDescending(found => found.Revision).DistinctBy(found => found.Hash).ToList();
        return new()
        {
            Title = title,
            Uid = live.Uid(),
            Running = (history.Find(found => found.Hash == hash) ?? new() { Hash = hash, Images = Images(template), Revision = long.MaxValue }) with
            {
                ChangeCause = live.Annotation(ChangeCause),
            },
            History = history,
            Desired = (int)(live.Number("spec", "replicas") ?? live.Number("status", "desiredNumberScheduled") ?? 1),
            Stuck = StuckBecause(live),
            Reconcilers = [.. Kubernetes.Reconcilers.Of(live)],
        };
    }

    /// <summary>The template in a ReplicaSet or a ControllerRevision; null in anything else.</summary>
    public static JsonElement? TemplateIn(JsonElement holder) => holder.Text("kind") switch
    {
        "ControllerRevision" => holder.At("data", "spec", "template"),
        _ => holder.At("spec", "template"),
    };

    private static TemplateFound? Of(JsonElement holder) => holder.Text("kind") is not ("ReplicaSet" or "ControllerRevision") || TemplateIn(holder) is not { } template
        ? null
        : new()
        {
            Hash = PodTemplate.Hash(template),
            Source = holder.Title(),
            Revision = holder.Number("revision") ?? Number(holder.Annotation(Revision)),
            Earlier = [.. (holder.Annotation($"{Revision}-history") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number)],
            ChangeCause = holder.Annotation(ChangeCause),
            Images = Images(template),
            Created = holder.Created(),
        };

    private static IReadOnlyList<string> Images(JsonElement template) =>
        [.. template.Items("spec", "initContainers").Concat(template.Items("spec", "containers")).Select(container => container.Text("image")).OfType<string>()];

    private static long Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? StuckBecause(JsonElement live)
    {
        if (live.Says("spec", "paused"))
            return "it is paused; go on with it: kubectl rollout resume";
        if ((live.Text("spec", "updateStrategy", "type") ?? "") == "OnDelete")
            return "its updateStrategy is OnDelete, so its pods keep the template that they have until somebody deletes them; set RollingUpdate";
        return live.Number("spec", "updateStrategy", "rollingUpdate", "partition") is > 0 and var partition
            ? $"its updateStrategy has the partition {partition}, so pods below it keep the template that they have; set it to 0"
            : null;
    }
}
