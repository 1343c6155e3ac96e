using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>
/// A tag of a run's own that keeps an image: given up by the image's id. The image goes with it only where nothing else, no
/// container and no other tag, holds it.
/// </summary>
/// <param name="runner">Runs programs.</param>
public sealed class KeptTag(IRunner runner)
{
    private readonly DockerCli _docker = new(runner);

    /// <summary>The tag, where it names this image and nothing needs it.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="id">The image's id; null where nothing tells.</param>
    /// <param name="what">What the image is.</param>
    /// <param name="work">The run.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<KeptThing?> FindAsync(string tag, string? id, string what, Work work, CancellationToken cancel)
    {
        if (await new DockerHost(_docker).ImageAsync(tag, cancel) is not { } image || (id ?? image.Id) != image.Id)
            return null;
        var isShared = image.Tags.Any(other => other != tag);
        if (!isShared && await IsUsedAsync(image, cancel))
            return null;
        return new()
        {
            Run = work.Run,
            Step = work.Step.Id,
            What = $"{what}, as {tag} ({(isShared ? "the tag alone: the image has others" : "at most what the image takes: others may share its layers")})",
            Identity = Identity(tag, image.Id),
            Bytes = isShared ? 0 : image.Size,
        };
    }

    /// <summary>Takes it away for good; nothing where it is gone.</summary>
    /// <exception cref="RollbackException">It names another image by now, or a container needs it.</exception>
    public async Task GiveUpAsync(string tag, KeptThing thing, CancellationToken cancel)
    {
        if (await new DockerHost(_docker).ImageAsync(tag, cancel) is not { } image)
            return;
        if (Identity(tag, image.Id) != thing.Identity)
            throw InUse(tag, $"it names another image by now, {image.Id}");
        if (image.Tags.All(other => other == tag) && await IsUsedAsync(image, cancel))
            throw InUse(tag, "a container is made from its image, which has no other tag");
        await _docker.RunAsync(DockerCommands.Untag(tag), cancel);
    }

    /// <summary>What the journal calls it.</summary>
    public static string Identity(string tag, string id) => $"docker:{id}/{tag}";

    private async Task<bool> IsUsedAsync(DockerImage image, CancellationToken cancel) =>
        (await _docker.RunAsync(DockerCommands.ContainersOf(image.Id), cancel)).Trim().Length > 0;

    private static RollbackException InUse(string tag, string why) => new(
        RollbackErrorId.ChangedByOthers, $"The tag {tag} is not taken away: {why}.", "Leave it, or look at it yourself: docker image inspect.");
}
