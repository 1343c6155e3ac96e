using System.Text.Json;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>
/// The contents of templates: a copy that only its owner reads, made before anything changes, because Kubernetes forgets
/// templates beyond <c>revisionHistoryLimit</c>; else the cluster's own history.
/// </summary>
/// <param name="kubectl">Runs kubectl.</param>
internal sealed class TemplateStore(Kubectl kubectl)
{
    /// <summary>The folder of a run's copies.</summary>
    public static string Folder(string part, Work work) => Path.Combine(work.Kept, $"{part}-templates");

    /// <summary>Keeps the template that is left and the one that comes back.</summary>
    /// <exception cref="RollbackException">The cluster does not have one of them any more.</exception>
    public async Task KeepAsync(WorkloadsDetail detail, WorkloadTarget target, Work work, CancellationToken cancel)
    {
        foreach (var template in new[] { target.From, target.To })
            if (Kept(detail, target, template, work) is null)
                await PrivateFiles.WriteAsync(Name(detail, target, template, work), (await FromClusterAsync(detail, target, template, cancel)).GetRawText(), cancel);
    }

    /// <summary>Whether both are kept.</summary>
    public static bool IsKept(WorkloadsDetail detail, WorkloadTarget target, Work work) =>
        Kept(detail, target, target.From, work) is not null && Kept(detail, target, target.To, work) is not null;

    /// <summary>The content.</summary>
    /// <exception cref="RollbackException">Neither the run nor the cluster has it.</exception>
    public async Task<JsonElement> FindAsync(WorkloadsDetail detail, WorkloadTarget target, TemplateRef template, Work work, CancellationToken cancel) =>
        Kept(detail, target, template, work) ?? await FromClusterAsync(detail, target, template, cancel);

    private static JsonElement? Kept(WorkloadsDetail detail, WorkloadTarget target, TemplateRef template, Work work)
    {
        var file = Name(detail, target, template, work);
        if (!File.Exists(file))
            return null;
        try
        {
            var kept = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file));
            return PodTemplate.Hash(kept) == template.Hash ? kept : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<JsonElement> FromClusterAsync(WorkloadsDetail detail, WorkloadTarget target, TemplateRef template, CancellationToken cancel)
    {
        foreach (var title in new[] { template.Source, target.Title }.OfType<string>())
        {
            var command = WorkloadCommands.Objects(detail.Place, [title]);
            var result = await kubectl.TryAsync(command, cancel);
            if (result.ExitCode != 0 && !KubectlFailure.IsMissing(result.Err))
                throw KubectlFailure.Of(command, result.Err);
            if (result.ExitCode == 0
                && WorkloadReader.TemplateIn(Tools.ToolAnswer.Of("kubectl", () => JsonSerializer.Deserialize<JsonElement>(result.Raw))) is { } found
                && PodTemplate.Hash(found) == template.Hash)
                return found;
        }

        throw new RollbackException(
            RollbackErrorId.TargetMissing,
            $"The cluster no longer has the template {PodTemplate.Abbreviated(template.Hash)} of {target.Title}{(template.Source is { } source ? $", which was in {source}" : "")}.",
            $"See what it has: {detail.Place.Typed} rollout history {target.Title}; then plan again.");
    }

    private static string Name(WorkloadsDetail detail, WorkloadTarget target, TemplateRef template, Work work) =>
        Path.Combine(Folder(detail.Part, work), $"{target.FileName}.{PodTemplate.Abbreviated(template.Hash)}.json");
}
