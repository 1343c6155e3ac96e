using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>
/// Moves the live tags to the target's images, so that a plain <c>up</c> keeps what the run brings back. The images
/// that were live keep a tag of the run's, so that no prune takes them.
/// </summary>
/// <param name="runner">Runs programs.</param>
public sealed class TagStep(IRunner runner) : StepKind<TagDetail, TagState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "compose.tag";

    private readonly DockerCli _docker = new(runner);
    private readonly KeptTag _kept = new(runner);

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override async Task<TagState> ReadAsync(TagDetail detail, Work work, CancellationToken cancel)
    {
        var ids = await new DockerHost(_docker).ImageIdsAsync(detail.Moves.Select(move => move.Tag), cancel);
        return new([.. detail.Moves.Select(move => new TagNow(move.Tag, ids.GetValueOrDefault(move.Tag), work.Gifts.Find(move.Gift)))], work.Run);
    }

    /// <inheritdoc/>
    protected override Verdict Judge(TagDetail detail, TagState before, TagState now)
    {
        var moves = detail.Moves.Zip(now.Tags).ToList();
        if (moves.Exists(move => move.Second.Id != move.Second.Target && move.Second.Id != move.First.Expected))
            return Verdict.Foreign;
        if (moves.TrueForAll(move => move.Second.Id == move.Second.Target))
            return Verdict.InEffect;
        return moves.TrueForAll(move => move.Second.Id == move.First.Expected) ? Verdict.Before : Verdict.Partly;
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(TagDetail detail, TagState before, Work work, CancellationToken cancel)
    {
        foreach (var move in detail.Moves)
        {
            var target = work.Gifts[move.Gift];
            if (move.Expected is { } left && left != target)
                await _docker.RunAsync(DockerCommands.Tag(left, ImageTags.Kept(detail.Project.Name, move.Service, work.Run)), cancel);
            await _docker.RunAsync(DockerCommands.Tag(target, move.Tag), cancel);
        }
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(TagDetail detail, TagState before, Work work, CancellationToken cancel)
    {
        var host = new DockerHost(_docker);
        foreach (var move in detail.Moves)
        {
            if (move.Expected is { } left)
                await _docker.RunAsync(DockerCommands.Tag(left, move.Tag), cancel);
            else if (await host.ImageAsync(move.Tag, cancel) is not null)
                await _docker.RunAsync(DockerCommands.Untag(move.Tag), cancel);
            var kept = ImageTags.Kept(detail.Project.Name, move.Service, work.Run);
            if (await host.ImageAsync(kept, cancel) is not null)
                await _docker.RunAsync(DockerCommands.Untag(kept), cancel);
        }
    }

    /// <inheritdoc/>
    protected override string? Keeps(TagDetail detail, TagState before, TagState now)
    {
        string[] kept = [.. detail.Moves.Zip(now.Tags)
            .Where(move => move.First.Expected is { } left && left != move.Second.Target)
            .Select(move => $"{ImageTags.Kept(detail.Project.Name, move.First.Service, now.Run)} (was {move.First.Tag})")];
        return kept.Length == 0 ? null : $"the images that were live: {string.Join(", ", kept)}";
    }

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<KeptThing>> FindKeptAsync(TagDetail detail, TagState before, Work work, CancellationToken cancel)
    {
        var things = new List<KeptThing>();
        foreach (var move in detail.Moves.Where(move => move.Expected is not null))
            if (await _kept.FindAsync(KeptOf(detail, move, work), move.Expected, $"the image that was {move.Tag} before the run", work, cancel) is { } kept)
                things.Add(kept);
        return things;
    }

    /// <inheritdoc/>
    protected override async Task GiveUpAsync(TagDetail detail, TagState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        foreach (var tag in detail.Moves.Where(move => move.Expected is not null).Select(move => KeptOf(detail, move, work)))
            if (thing.Identity.EndsWith($"/{tag}", StringComparison.Ordinal))
                await _kept.GiveUpAsync(tag, thing, cancel);
    }

    private static string KeptOf(TagDetail detail, TagMove move, Work work) => ImageTags.Kept(detail.Project.Name, move.Service, work.Run);
}
