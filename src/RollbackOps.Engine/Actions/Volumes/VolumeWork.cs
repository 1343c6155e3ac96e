using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Volumes;

namespace RollbackOps.Engine.Actions.Volumes;

/// <summary>What a run's steps do to its volumes, through helper containers.</summary>
/// <param name="runner">Runs Docker.</param>
public sealed class VolumeWork(IRunner runner)
{
    private readonly HelperContainer _helper = new(runner);

    /// <summary>The volumes.</summary>
    public VolumeHost Host { get; } = new(runner);

    /// <summary>The contents of the run's volumes.</summary>
    public async Task<VolumePlaces> ReadAsync(VolumeDetail detail, Work work, CancellationToken cancel)
    {
        var (beside, kept) = (detail.Beside(work.Run), detail.Kept(work.Run));
        return VolumePlaces.Of(await RunAsync(VolumeScripts.Read, detail, work, [detail.Volume, beside, kept], cancel), detail.Volume, beside, kept);
    }

    /// <summary>Runs a script where all volumes are; what it printed.</summary>
    public Task<string> RunAsync(string script, VolumeDetail detail, Work work, IReadOnlyList<string> arguments, CancellationToken cancel) => _helper.RunAsync(
        new() { Name = Name(detail, work), Image = detail.Image, Mounts = ["--volume", $"{detail.Root}:{VolumeScripts.Root}"], Script = script, Arguments = arguments },
        cancel);

    /// <summary>Unpacks what is written to it into the volume beside, whatever the exit code.</summary>
    public Task<CommandResult> UnpackAsync(VolumeDetail detail, Work work, Func<Stream, CancellationToken, Task> input, CancellationToken cancel) => _helper.TryAsync(
        new()
        {
            Name = Name(detail, work),
            Image = detail.Image,
            Mounts = ["--volume", $"{detail.Beside(work.Run)}:{VolumeScripts.New}:nocopy"],
            Script = VolumeScripts.Unpack,
            Input = input,
            Limit = TimeSpan.FromHours(4),
        },
        cancel);

    /// <summary>Refuses while a container has the volume mounted: it would go on writing to what is moved.</summary>
    public async Task RefuseUsedAsync(string volume, CancellationToken cancel)
    {
        var up = (await Host.UsersAsync(volume, cancel)).Where(user => user.IsUp).Select(user => user.Name).ToList();
        if (up.Count > 0)
            throw new RollbackException(
                RollbackErrorId.SystemBusy,
                $"The volume {volume} is in use by {string.Join(", ", up)}, which would go on writing to the content that gives way.",
                $"Name what uses it in 'used-by' so that it is stopped, or stop it (docker stop {string.Join(' ', up)}), and run the same command again.");
    }

    private static string Name(VolumeDetail detail, Work work) => HelperRun.NameOf(work.Plan.System, work.Plan.Environment, work.Run, detail.Part);
}
