using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Volumes;

/// <summary>The volumes of the Docker host, and who mounts them.</summary>
/// <param name="runner">Runs Docker.</param>
public sealed class VolumeHost(IRunner runner)
{
    /// <summary>The label of what a run made: the run's name.</summary>
    public const string Label = "rollbackops.run";

    private readonly DockerCli _docker = new(runner);

    /// <summary>A volume; null where there is none of that name.</summary>
    public async Task<DockerVolume?> FindAsync(string name, CancellationToken cancel) =>
        DockerVolume.Read(await _docker.InspectAsync(DockerCommands.InspectVolumes([name]), cancel)) is [var volume, ..] ? volume : null;

    /// <summary>Makes a volume for a run; nothing happens where it exists.</summary>
    public Task CreateAsync(string name, string run, CancellationToken cancel) => _docker.RunAsync(DockerCommands.CreateVolume(name, $"{Label}={run}"), cancel);

    /// <summary>Removes a volume for good; nothing where it is gone.</summary>
    public async Task RemoveAsync(string name, CancellationToken cancel)
    {
        if (await FindAsync(name, cancel) is not null)
            await _docker.RunAsync(DockerCommands.RemoveVolume(name), cancel);
    }

    /// <summary>The containers that mount it, running or not.</summary>
    public async Task<IReadOnlyList<VolumeUser>> UsersAsync(string volume, CancellationToken cancel) =>
    [
        .. (await _docker.RunAsync(DockerCommands.ContainersWith(volume), cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.TrimEnd('\r').Split('\t'))
            .Where(words => words.Length == 6)
            .Select(words => new VolumeUser(words[0], words[2], words[3] is "running" or "restarting" or "paused", words[4], words[5])),
    ];

    /// <summary>The id of the image that a container was made of.</summary>
    public async Task<string> ImageOfAsync(string container, CancellationToken cancel) => (await _docker.RunAsync(DockerCommands.ImageOf(container), cancel)).Trim();
}
