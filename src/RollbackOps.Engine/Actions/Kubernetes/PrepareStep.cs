using System.Text.Json;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>
/// Keeps both templates of each workload, and has the server try the exchange without doing it: admission, quota and rights are
/// asked as they will be.
/// </summary>
/// <param name="cluster">What is done in the cluster.</param>
internal sealed class PrepareStep(ClusterWork cluster) : StepKind<WorkloadsDetail, PreparedState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "kubernetes.prepare";

    private readonly TemplateStore _store = new(cluster.Kubectl);

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override Task<PreparedState> ReadAsync(WorkloadsDetail detail, Work work, CancellationToken cancel) =>
        Task.FromResult(new PreparedState(detail.Workloads.Count(target => TemplateStore.IsKept(detail, target, work)), Tried(detail, work)));

    /// <inheritdoc/>
    protected override Verdict Judge(WorkloadsDetail detail, PreparedState before, PreparedState now) =>
        now.Kept == detail.Workloads.Count && detail.Workloads.All(target => now.Tried.ContainsKey(target.Title)) ? Verdict.InEffect
        : now.Kept == 0 && now.Tried.Count == 0 ? Verdict.Before
        : Verdict.Partly;

    /// <inheritdoc/>
    protected override async Task DoAsync(WorkloadsDetail detail, PreparedState before, Work work, CancellationToken cancel)
    {
        var tried = new System.Collections.Concurrent.ConcurrentDictionary<string, string>();
        await Kubectl.ForEachAsync(
            detail.Workloads,
            async (target, both) =>
            {
                await _store.KeepAsync(detail, target, work, both);
                var template = await _store.FindAsync(detail, target, target.To, work, both);
                var made = await cluster.PutAsync(detail, target, new(target.From.Hash, target.To, template, TryOnly: true), work.Scratch, both);
                tried[target.Title] = PodTemplate.Hash(made.At("spec", "template")!.Value);
            },
            cancel);
        await PrivateFiles.WriteAsync(TriedFile(detail, work), JsonSerializer.Serialize(tried, EngineJson.Options), cancel);
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Give(Step step, WorkloadsDetail detail, PreparedState now) =>
        detail.Workloads.ToDictionary(target => target.Gift(detail.Part), target => now.Tried[target.Title]);

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(WorkloadsDetail detail, PreparedState before, Work work, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<KeptThing>>(KeptFolder.Find(TemplateStore.Folder(detail.Part, work), $"the pod templates from before the run and of its target, {detail.Workloads.Count * 2} files", work) is { } kept ? [kept] : []);

    /// <inheritdoc/>
    protected override Task GiveUpAsync(WorkloadsDetail detail, PreparedState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        KeptFolder.GiveUp(TemplateStore.Folder(detail.Part, work), thing);
        return Task.CompletedTask;
    }

    private static Dictionary<string, string> Tried(WorkloadsDetail detail, Work work)
    {
        try
        {
            return File.Exists(TriedFile(detail, work)) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(TriedFile(detail, work)), EngineJson.Options) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string TriedFile(WorkloadsDetail detail, Work work) => Path.Combine(work.Scratch, $"{detail.Part}.tried.json");
}
