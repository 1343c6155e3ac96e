using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>What a rollback point records of a Compose project: the image that each service runs, under a tag of the point's own.</summary>
/// <param name="client">Finds the project.</param>
/// <param name="runner">Runs programs.</param>
public sealed class ComposePoint(IComposeClient client, IRunner runner) : IPointRecorder
{
    private readonly DockerCli _docker = new(runner);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PointFact>> FactsAsync(Part part, Ask ask, PointPlace place, CancellationToken cancel)
    {
        var project = await client.FindAsync((ComposePart)part, ask.Runbook.Folder, cancel);
        var host = new DockerHost(_docker);
        var facts = new List<PointFact>();
        foreach (var service in project.Containers.GroupBy(container => container.Service).OrderBy(service => service.Key, StringComparer.Ordinal))
        {
            if (service.Select(container => container.ImageId).Distinct().ToList() is not [var id])
                throw new RollbackException(
                    RollbackErrorId.PlanImpossible,
                    $"The containers of the service '{service.Key}' run different images: it is in between two releases.",
                    $"Bring it up as a whole (docker compose -p {project.Name} up -d {service.Key}), then type the same command again.");
            var source = ask.To is { } release ? new Origin(id, ImageTags.Source(project.Name, service.Key, release.Commit)) : null;
            facts.Add(new(part.Name, service.Key, PointFact.Image, id) { Keeps = ImageTags.Point(project.Name, service.Key, place.Point), Made = source });
            if ((await host.ImageAsync(id, cancel))?.Digests is [var digest, ..])
                facts.Add(new(part.Name, service.Key, PointFact.Digest, digest));
        }

        return facts;
    }

    /// <inheritdoc/>
    public async Task KeepAsync(PointFact fact, CancellationToken cancel)
    {
        if (fact.Keeps is { } tag)
            await _docker.RunAsync(DockerCommands.Tag(fact.Value, tag), cancel);
    }

    // The image stays where anything else names it; where nothing does, it goes as any other that nobody needs.
    /// <inheritdoc/>
    public async Task GiveUpAsync(PointFact fact, CancellationToken cancel)
    {
        if (fact.Keeps is { } tag && (await new DockerHost(_docker).ImageAsync(tag, cancel))?.Id == fact.Value)
            await _docker.RunAsync(DockerCommands.Untag(tag), cancel);
    }
}
