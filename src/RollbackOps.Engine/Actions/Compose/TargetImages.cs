using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>Finds the image that a service ran with at a commit. Reads only.</summary>
/// <param name="host">The Docker host.</param>
public sealed class TargetImages(DockerHost host)
{
    private const string Revision = "org.opencontainers.image.revision";

    /// <summary>
    /// The image, surest first: what the rollback point recorded, what the ledger knows, the tag that an earlier run gave, the
    /// label that names the commit, what runs now where nothing changes.
    /// </summary>
    /// <exception cref="RollbackException">The point's image is gone, and no registry was known to have it.</exception>
    public async Task<TargetImage> FindAsync(ServiceFound owner, string part, string project, Ask ask, CancellationToken cancel)
    {
        if (ask.To is not { } target || ask.Back.Count == 0)
            return new(owner.TagId);
        if (owner.Service.Context is not null && ask.Code is not null && ask.Strategy.Renews(Strategy.FreshImages))
            return new(await RenewedAsync(owner, project, target, ask, cancel));
        if (ask.Point is { } point && point.Find(part, owner.Service.Name, PointFact.Image) is { } recorded)
            return await RecordedAsync(owner, recorded, point, ask, cancel);
        return new(await KnownAsync(owner, project, target, ask, cancel));
    }

    // What an earlier run built anew for the release is that still.
    private async Task<string?> RenewedAsync(ServiceFound owner, string project, Release target, Ask ask, CancellationToken cancel)
    {
        if (ask.Request.Again)
            return null;
        foreach (var known in ask.Known.MadeFrom(ImageTags.Source(project, owner.Service.Name, target.Commit)))
        {
            if (await host.ImageAsync(known, cancel) is { } image && image.Labels.ContainsKey(ImageStep.FreshLabel))
                return image.Id;
        }

        return null;
    }

    private async Task<TargetImage> RecordedAsync(ServiceFound owner, PointFact recorded, RollbackPoint point, Ask ask, CancellationToken cancel)
    {
        if (await host.ImageAsync(recorded.Value, cancel) is not null)
            return new(recorded.Value);
        if (point.Find(recorded.Part, recorded.Subject, PointFact.Digest) is { } digest)
            return new(null, digest.Value);
        return owner.Service.Context is not null && ask.Code is not null ? new(null) : throw new RollbackException(
            RollbackErrorId.TargetMissing,
            $"The image of the service '{owner.Service.Name}' that the rollback point {point.Name} recorded, {recorded.Value}, is not on this host, and it was never in a registry.",
            "Load it again, or name another point with --to: rollbackops points shows them.");
    }

    private async Task<string?> KnownAsync(ServiceFound owner, string project, Release target, Ask ask, CancellationToken cancel)
    {
        var source = ImageTags.Source(project, owner.Service.Name, target.Commit);
        foreach (var known in ask.Known.MadeFrom(source))
        {
            if (await host.ImageAsync(known, cancel) is { } image)
                return image.Id;
        }

        if (await host.ImageAsync(ImageTags.Own(project, owner.Service.Name, target.Commit), cancel) is { } own)
            return own.Id;
        if (owner.Service.Context is null)
            return owner.TagId;
        var labelled = await host.ImagesAsync($"{Revision}={target.Commit}", cancel);
        if (labelled.FirstOrDefault(image => IsOf(image, owner, project)) is { } revision)
            return revision.Id;
        return ask.From?.Commit == target.Commit ? Running(owner, source, ask.Known) : null;
    }

    private static bool IsOf(DockerImage image, ServiceFound owner, string project) =>
        (image.Labels.GetValueOrDefault(DockerHost.ProjectLabel) == project && image.Labels.GetValueOrDefault("com.docker.compose.service") == owner.Service.Name)
        || image.Tags.Any(tag => ImageName.Of(tag).Repository == ImageName.Of(owner.LiveTag).Repository);

    // The code is at the target already: what runs from the live tag was made from it, unless the ledger knows better.
    private static string? Running(ServiceFound owner, string source, IKnown known) =>
        owner.TagId is { } id
        && owner.Containers.All(container => container.ImageId == id)
        && (known.SourceOf(id) is not { } other || other == source)
            ? id
            : null;
}
