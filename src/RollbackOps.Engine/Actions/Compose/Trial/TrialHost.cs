using System.Text;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Compose.Trial;

/// <summary>What a trial makes on the Docker host, and takes away again.</summary>
/// <param name="runner">Runs Docker.</param>
internal sealed class TrialHost(IRunner runner)
{
    private const string Copy = "set -eu\ncp -a /rollbackops-from/. /rollbackops-to/\nchown \"$(stat -c %u:%g /rollbackops-from)\" /rollbackops-to\nchmod \"$(stat -c %a /rollbackops-from)\" /rollbackops-to";
    private readonly DockerCli _docker = new(runner);

    /// <summary>Whether anything of a project is there.</summary>
    public async Task<bool> IsThereAsync(string project, CancellationToken cancel)
    {
        foreach (var kind in TrialCommands.Kinds)
        {
            if ((await IdsAsync(kind, project, cancel)).Length > 0)
                return true;
        }

        return false;
    }

    /// <summary>Makes the project's volumes, with a copy of what was restored where something was.</summary>
    public async Task FillAsync(string project, IReadOnlyDictionary<string, string> volumes, IReadOnlyList<BesideVolume> restored, Work work, CancellationToken cancel)
    {
        foreach (var (key, live) in volumes)
        {
            var name = TrialModel.VolumeOf(project, key);
            await _docker.RunAsync(DockerCommands.CreateVolume(name, TrialCommands.Label(project)), cancel);
            if (restored.FirstOrDefault(volume => volume.Live == live) is not { } beside)
                continue;
            work.Progress($"copying what was restored for {live}", null);
            await new HelperContainer(runner).RunAsync(
                new()
                {
                    Name = HelperRun.NameOf(work.Plan.System, work.Plan.Environment, work.Run, "trial"),
                    Image = beside.Image,
                    Mounts = ["--volume", $"{beside.Name}:/rollbackops-from:ro,nocopy", "--volume", $"{name}:/rollbackops-to:nocopy"],
                    Script = Copy,
                    Limit = TimeSpan.FromHours(1),
                },
                cancel);
        }
    }

    /// <summary>Brings services up from a description, which is never written anywhere.</summary>
    public async Task<CommandResult> UpAsync(TrialDetail detail, string project, string model, TimeSpan limit, CancellationToken cancel)
    {
        var program = await _docker.ComposeAsync(cancel);
        return await _docker.TryAsync(
            TrialCommands.Up(program, project, detail.Project.Folder, detail.Services.Select(service => service.Service), limit) with
            {
                Input = async (stream, token) => await stream.WriteAsync(Encoding.UTF8.GetBytes(model), token),
            },
            cancel);
    }

    /// <summary>Takes all of a project away: containers, networks, volumes.</summary>
    public async Task ClearAsync(string project, CancellationToken cancel)
    {
        foreach (var kind in TrialCommands.Kinds)
        {
            if (await IdsAsync(kind, project, cancel) is { Length: > 0 } ids)
                await _docker.RunAsync(TrialCommands.Remove(kind, ids), cancel);
        }
    }

    private async Task<string[]> IdsAsync(string kind, string project, CancellationToken cancel) =>
        (await _docker.RunAsync(TrialCommands.Ids(kind, project), cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
