using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Applies the manifests of ConfigMaps and autoscalers; what was there is kept, and put back by the undo.</summary>
/// <param name="kubectl">Runs kubectl.</param>
internal sealed class ObjectStep(Kubectl kubectl) : StepKind<ObjectDetail, ObjectState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "kubernetes.objects";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override async Task<ObjectState> ReadAsync(ObjectDetail detail, Work work, CancellationToken cancel)
    {
        var contents = new List<string?>();
        foreach (var target in detail.Objects)
            contents.Add(await ObjectLook.ContentAsync(kubectl, detail.Place, target.Address, cancel) is { } live ? ObjectContent.Hash(live) : null);
        return new(contents);
    }

    /// <inheritdoc/>
    protected override Verdict Judge(ObjectDetail detail, ObjectState before, ObjectState now)
    {
        var pairs = detail.Objects.Zip(now.Contents).ToList();
        if (pairs.TrueForAll(pair => pair.Second == pair.First.After))
            return Verdict.InEffect;
        if (pairs.TrueForAll(pair => pair.Second == pair.First.Before))
            return Verdict.Before;
        return pairs.TrueForAll(pair => pair.Second == pair.First.After || pair.Second == pair.First.Before) ? Verdict.Partly : Verdict.Foreign;
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(ObjectDetail detail, ObjectState before, Work work, CancellationToken cancel)
    {
        foreach (var target in detail.Objects)
        {
            if (await ObjectLook.ContentAsync(kubectl, detail.Place, target.Address, cancel) is { } live && ObjectContent.Hash(live) == target.Before)
                await PrivateFiles.WriteAsync(Kept(detail, target, work), ObjectContent.Manifest(live), cancel);
            if (ObjectLook.FileHash(target.File) != target.FileHash)
                throw new RollbackException(RollbackErrorId.ChangedByOthers, $"The manifest {target.File} is not the one that the plan saw.", "See what changed in it; then plan again.");
            await kubectl.RunAsync(WorkloadCommands.Apply(detail.Place, target.File, tryOnly: false), cancel);
        }
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(ObjectDetail detail, ObjectState before, Work work, CancellationToken cancel)
    {
        foreach (var target in detail.Objects)
            if (target.Before is null)
                await kubectl.RunAsync(WorkloadCommands.Delete(detail.Place, target.Title), cancel);
            else if (File.Exists(Kept(detail, target, work)))
                await kubectl.RunAsync(WorkloadCommands.Replace(detail.Place, Kept(detail, target, work)), cancel);
    }

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(ObjectDetail detail, ObjectState before, Work work, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<KeptThing>>(KeptFolder.Find(Folder(detail, work), $"{string.Join(", ", detail.Objects.Select(target => target.Title))} as it was before", work) is { } kept ? [kept] : []);

    /// <inheritdoc/>
    protected override Task GiveUpAsync(ObjectDetail detail, ObjectState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        KeptFolder.GiveUp(Folder(detail, work), thing);
        return Task.CompletedTask;
    }

    private static string Folder(ObjectDetail detail, Work work) => Path.Combine(work.Kept, $"{detail.Part}-objects");

    private static string Kept(ObjectDetail detail, ObjectTarget target, Work work) => Path.Combine(Folder(detail, work), $"{target.Title.Replace('/', '-')}.json");
}
