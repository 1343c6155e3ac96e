namespace RollbackOps.Engine.Tools.Docker;

/// <summary>Containers, images and tags of the Docker host as they are.</summary>
/// <param name="cli">Runs Docker.</param>
public sealed class DockerHost(DockerCli cli)
{
    /// <summary>The label that names a container's or an image's project.</summary>
    public const string ProjectLabel = "com.docker.compose.project";

    private const int AtOnce = 8;

    /// <summary>All containers that Compose made, or those of one project.</summary>
    public async Task<IReadOnlyList<LabelledContainer>> LabelledAsync(string? project, CancellationToken cancel)
    {
        var label = project is null ? ProjectLabel : $"{ProjectLabel}={project}";
        var ids = Lines(await cli.RunAsync(DockerCommands.ContainerIds(label), cancel));
        // One that goes away between the two calls is no error.
        return ids.Length == 0
            ? []
            : LabelledContainer.Read(await cli.InspectAsync(DockerCommands.InspectContainers(ids), cancel));
    }

    /// <summary>A project's containers; one-off ones are left out.</summary>
    public async Task<IReadOnlyList<ComposeContainer>> ContainersAsync(string project, CancellationToken cancel) =>
        Of(project, await LabelledAsync(project, cancel));

    /// <summary>Those of a project, by name; one-off ones are left out.</summary>
    public static IReadOnlyList<ComposeContainer> Of(string project, IEnumerable<LabelledContainer> all) =>
    [
        .. all.Where(container => container.Project == project && !container.OneOff)
            .Select(container => container.Container)
            .OrderBy(container => container.Name, StringComparer.Ordinal),
    ];

    /// <summary>The id of each name or id that exists; the others are missing.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ImageIdsAsync(IEnumerable<string> names, CancellationToken cancel)
    {
        var found = new Dictionary<string, string>();
        foreach (var some in names.Distinct().Chunk(AtOnce))
        {
            foreach (var (name, image) in some.Zip(await Task.WhenAll(some.Select(name => ImageAsync(name, cancel)))))
            {
                if (image is not null)
                    found[name] = image.Id;
            }
        }

        return found;
    }

    /// <summary>The image of a name or id; null where there is none.</summary>
    public async Task<DockerImage?> ImageAsync(string name, CancellationToken cancel) =>
        DockerImage.Read(await cli.InspectAsync(DockerCommands.InspectImages([name]), cancel)) is [var image, ..] ? image : null;

    /// <summary>The images that carry a label.</summary>
    public async Task<IReadOnlyList<DockerImage>> ImagesAsync(string label, CancellationToken cancel)
    {
        var ids = Lines(await cli.RunAsync(DockerCommands.ImageIds(label), cancel)).Distinct().ToArray();
        return ids.Length == 0 ? [] : DockerImage.Read(await cli.InspectAsync(DockerCommands.InspectImages(ids), cancel));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
