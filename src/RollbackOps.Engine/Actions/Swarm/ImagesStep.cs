using RollbackOps.Engine.Tools.Docker.Swarm;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>
/// Proves that the target's images can be had, by pulling them on the manager: by digest, so that no tag is touched. Where there
/// are other nodes, an image that the manager has already is no proof that they get it.
/// </summary>
/// <param name="runner">Runs programs.</param>
public sealed class ImagesStep(IRunner runner) : StepKind<ImagesDetail, ImagesState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "swarm.images";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override async Task<ImagesState> ReadAsync(ImagesDetail detail, Work work, CancellationToken cancel) =>
        new(await MissingAsync(new(runner, detail.Context), detail.Images, cancel), File.Exists(Marker(work)));

    /// <inheritdoc/>
    protected override Verdict Judge(ImagesDetail detail, ImagesState before, ImagesState now) =>
        now.Missing.Count == 0 && (now.Given || !detail.ManyNodes) ? Verdict.InEffect : Verdict.Before;

    /// <inheritdoc/>
    protected override async Task DoAsync(ImagesDetail detail, ImagesState before, Work work, CancellationToken cancel)
    {
        var client = new SwarmClient(runner, detail.Context);
        var pulled = detail.ManyNodes ? detail.Images : await MissingAsync(client, detail.Images, cancel);
        await AtOnce.ForEachAsync(
            pulled.Select(image => new SwarmImage(image)),
            async (image, token) =>
            {
                RefuseId(image);
                work.Progress($"pulling {image}", null);
                await client.PullAsync(image, work.Step.Limit, line => work.Progress(line, null), token);
            },
            cancel);
        await PrivateFiles.WriteAsync(Marker(work), "given\n", cancel);
    }

    private static async Task<IReadOnlyList<string>> MissingAsync(SwarmClient client, IReadOnlyList<string> images, CancellationToken cancel)
    {
        var here = await client.ImagesAsync([.. images.Select(image => new SwarmImage(image))], cancel);
        return [.. images.Where(image => !here.Any(local => local.Is(new(image))))];
    }

    private static void RefuseId(SwarmImage image)
    {
        if (image.IsId)
            throw new RollbackException(RollbackErrorId.TargetMissing, $"The image {image} was this node's alone, in no registry, and is gone.", "Build it again, or name another one: --to TAG.");
    }

    private static string Marker(Work work) => Path.Combine(work.Scratch, $"{Uri.EscapeDataString(work.Step.Id)}.given");
}
