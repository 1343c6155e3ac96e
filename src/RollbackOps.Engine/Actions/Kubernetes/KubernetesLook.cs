using System.Text.Json;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Finds the cluster that is meant, the workloads and their templates, and the template that each goes back to. Reads only.</summary>
/// <param name="kubectl">Runs kubectl.</param>
/// <param name="secrets">Hides secrets.</param>
internal sealed class KubernetesLook(Kubectl kubectl, TemplateSecrets secrets)
{
    private readonly ObjectLook _objects = new(kubectl);

    /// <summary>Looks.</summary>
    /// <exception cref="RollbackException">Nothing tells which cluster is meant, it can't be reached, or there is no target.</exception>
    public async Task<KubernetesFound> LookAsync(KubernetesPart part, Ask ask, CancellationToken cancel)
    {
        var (place, server) = await PlaceAsync(part, ask, cancel);
        var objects = await kubectl.ObjectsAsync(WorkloadCommands.List(place, Kinds(part)), cancel);
        secrets.Hide(objects.Where(found => found.Text("kind") is not "ReplicaSet"));
        var reader = new WorkloadReader(objects);
        var workloads = part.Workloads.Select(workload => reader.Find(workload.Title) ?? throw Missing(place, workload.Title, objects)).ToList();
        var goBack = ask.Back.Count > 0;
        var (targets, notes) = goBack ? new TargetChoice(part, ask, place).Of(workloads) : (new Dictionary<string, TemplateFound>(), []);
        return new()
        {
            Place = place,
            Server = server,
            ImplicitContext = part.Context is null,
            Workloads = workloads,
            Targets = targets,
            Notes = notes,
            Scalers = part.ScalesToZero ? await ScalersAsync(place, part, cancel) : [],
            Objects = goBack ? await _objects.LookAsync(part, place, ask, cancel) : [],
        };
    }

    /// <summary>The namespace that is meant, and its API server's address.</summary>
    /// <exception cref="RollbackException">Nothing tells which, or kubectl does not know it.</exception>
    public async Task<(KubernetesPlace Place, string Server)> PlaceAsync(KubernetesPart part, Ask ask, CancellationToken cancel)
    {
        var config = part.Kubeconfig is { } file ? ask.Runbook.FullPath(file) : null;
        if (config is not null && !File.Exists(config))
            throw new RollbackException(RollbackErrorId.Unreachable, $"The kubeconfig {config} does not exist, so the cluster can't be reached.", "Correct kubeconfig: in the runbook, or fetch the file again.");
        var context = part.Context ?? (await kubectl.RunAsync(WorkloadCommands.CurrentContext(config), cancel)).Trim();
        var view = await kubectl.ObjectAsync(WorkloadCommands.View(config, context), cancel);
        var space = part.Namespace ?? view.Items("contexts").Select(each => each.Text("context", "namespace")).FirstOrDefault() ?? "default";
        return (new(context, space, config), view.Items("clusters").Select(each => each.Text("cluster", "server")).FirstOrDefault() ?? "");
    }

    private static string[] Kinds(KubernetesPart part)
    {
        var kinds = part.Workloads.Select(workload => workload.Kind).ToHashSet();
        return [.. kinds.Order(StringComparer.Ordinal), .. kinds.Contains("deployment") ? new[] { "replicaset" } : [], .. kinds.Any(kind => kind != "deployment") ? new[] { "controllerrevision" } : []];
    }

    // Who may not see autoscalers learns nothing of them; the plan needs none.
    private async Task<IReadOnlyList<string>> ScalersAsync(KubernetesPlace place, KubernetesPart part, CancellationToken cancel)
    {
        var result = await kubectl.TryAsync(WorkloadCommands.List(place, "hpa"), cancel);
        return result.ExitCode != 0 ? [] : Tools.ToolAnswer.Of("kubectl", () =>
        {
            string[] scalers =
            [
                .. from scaler in JsonSerializer.Deserialize<JsonElement>(result.Raw).Items("items")
                   let title = $"{scaler.Text("spec", "scaleTargetRef", "kind")?.ToLowerInvariant()}/{scaler.Text("spec", "scaleTargetRef", "name")}"
                   where part.Workloads.Any(workload => workload.Title == title)
                   select $"hpa/{scaler.Text("metadata", "name")} of {title}",
            ];
            return scalers;
        });
    }

    private static RollbackException Missing(KubernetesPlace place, string title, IReadOnlyList<JsonElement> objects)
    {
        var there = objects.Select(found => found.Title()).Where(name => KubernetesWorkload.Kinds.Any(kind => name.StartsWith($"{kind}/", StringComparison.Ordinal))).Take(10).ToList();
        return new(
            RollbackErrorId.TargetMissing,
            $"The namespace {place.Namespace} of the context {place.Context} has no {title}.",
            (there.Count == 0 ? "It has none of the runbook's kinds; is it the right namespace and context?" : $"It has {string.Join(", ", there)}.") + " Correct workloads:, namespace: or context: in the runbook.");
    }
}
