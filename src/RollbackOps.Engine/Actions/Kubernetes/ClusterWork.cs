using System.Globalization;
using System.Text.Json;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>What the steps do in the cluster.</summary>
/// <param name="kubectl">Runs kubectl.</param>
/// <param name="secrets">Hides secrets.</param>
internal sealed class ClusterWork(Kubectl kubectl, TemplateSecrets secrets)
{
    /// <summary>Kubectl.</summary>
    public Kubectl Kubectl => kubectl;

    /// <summary>The workloads as they are.</summary>
    public async Task<WorkloadsState> ReadAsync(WorkloadsDetail detail, Work work, CancellationToken cancel) => new(
        [.. (await LiveAsync(detail, cancel)).Select(WorkloadNow.Of)],
        detail.Workloads.Where(target => work.Gifts.Find(target.Gift(detail.Part)) is not null).ToDictionary(target => target.Title, target => work.Gifts[target.Gift(detail.Part)]));

    /// <summary>The workloads' objects.</summary>
    public async Task<IReadOnlyList<JsonElement>> LiveAsync(WorkloadsDetail detail, CancellationToken cancel)
    {
        var live = await kubectl.ObjectsAsync(WorkloadCommands.Objects(detail.Place, detail.Workloads.Select(target => target.Title)), cancel);
        secrets.Hide(live);
        return live;
    }

    /// <summary>Puts a template in place of the one that is there, unless somebody else was quicker.</summary>
    /// <exception cref="RollbackException">The server refuses it, or another template is there by now.</exception>
    public async Task<JsonElement> PutAsync(WorkloadsDetail detail, WorkloadTarget target, Exchange exchange, string folder, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var live = await kubectl.ObjectAsync(WorkloadCommands.Objects(detail.Place, [target.Title]), cancel);
            var hash = PodTemplate.Hash(live.At("spec", "template")!.Value);
            if (live.Uid() != target.Uid || (hash != exchange.From && hash != exchange.To.Hash))
                throw new RollbackException(
                    RollbackErrorId.ChangedByOthers,
                    $"Someone else put another template into {target.Title} meanwhile: {PodTemplate.Abbreviated(hash)}.",
                    $"See who: {detail.Place.Typed} rollout history {target.Title}");
            var file = Path.Combine(folder, $"{target.FileName}.patch");
            await PrivateFiles.WriteAsync(file, TemplatePatch.Of(live, exchange.Template, exchange.To.ChangeCause), cancel);
            var command = WorkloadCommands.Patch(detail.Place, target.Title, file, exchange.TryOnly);
            var result = await kubectl.TryAsync(command, cancel);
            if (result.ExitCode == 0)
                return Tools.ToolAnswer.Of("kubectl", () => JsonSerializer.Deserialize<JsonElement>(result.Raw));
            // An autoscaler changes a workload's generation at any time; its template is what counts.
            if (attempt == 5 || !result.Err.Contains("/metadata/generation", StringComparison.Ordinal))
                throw KubectlFailure.Of(command, result.Err);
        }
    }

    /// <summary>Scales a workload to zero and remembers what it had, in one change.</summary>
    public Task StopAsync(KubernetesPlace place, WorkloadNow now, CancellationToken cancel) => now.Desired == 0
        ? Task.CompletedTask
        : kubectl.RunAsync(WorkloadCommands.Merge(place, now.Title, Scale(now.Uid, now.Desired.ToString(CultureInfo.InvariantCulture), 0)), cancel);

    /// <summary>Scales a workload back to what it had.</summary>
    public Task StartAsync(KubernetesPlace place, WorkloadNow now, CancellationToken cancel) => now.Remembered is not { } replicas
        ? Task.CompletedTask
        : kubectl.RunAsync(WorkloadCommands.Merge(place, now.Title, Scale(now.Uid, null, replicas)), cancel);

    private static string Scale(string uid, string? remembered, int replicas) => JsonSerializer.Serialize(new
    {
        metadata = new { uid, annotations = new Dictionary<string, string?> { [WorkloadNow.RememberedIn] = remembered } },
        spec = new { replicas },
    });
}
