using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Volumes;

namespace RollbackOps.Engine.Actions.Volumes;

/// <summary>Finds the volume that a part means, who uses it, and the archive that would come back.</summary>
/// <param name="compose">Finds the project.</param>
/// <param name="runner">Runs Docker.</param>
public sealed class VolumeLook(IComposeClient compose, IRunner runner)
{
    private readonly VolumeHost _host = new(runner);
    private readonly HelperContainer _helper = new(runner);

    /// <summary>What there is.</summary>
    public async Task<VolumeFound> LookAsync(VolumePart part, Ask ask, CancellationToken cancel)
    {
        var backup = Backup(part, ask);
        var project = ask.Runbook.Parts.OfType<ComposePart>().FirstOrDefault() is { } services ? (await compose.FindAsync(services, ask.Runbook.Folder, cancel)).Name : null;
        var volume = await FindAsync(part, project, cancel);
        RefuseForeign(volume);
        var users = await _host.UsersAsync(volume.Name, cancel);
        var image = await ImageAsync(part, volume, users, cancel);
        var run = Helper(part, ask, image);
        if (await _helper.TryAsync(run with { Script = VolumeScripts.Try }, cancel) is var tried && (tried.ExitCode != 0 || tried.Raw.Trim().Length > 0))
            throw Missing(
                $"The image {image} can't be used for helper containers: {(tried.ExitCode != 0 ? HelperContainer.Last(tried) : $"it has no {tried.Raw.Trim().ReplaceLineEndings(", ")}")}.",
                $"Name one that is on this host and has sh, tar and find: volume: {{ name: {volume.Name}, image: busybox }}");
        var said = await _helper.RunAsync(run with { Mounts = ["--volume", $"{volume.Root}:{VolumeScripts.Root}"], Script = VolumeScripts.Read, Arguments = [volume.Name] }, cancel);
        return new()
        {
            Volume = volume,
            Content = VolumePlaces.Of(said, volume.Name, "", "").Live ?? throw Missing($"The content of the volume {volume.Name} is not at {volume.Place} on the Docker host.", "Look at it yourself: docker volume inspect " + volume.Name),
            Users = users,
            Project = project,
            Image = image,
            Free = VolumePlaces.Free(said),
            Backup = backup,
            Hash = backup is null ? VolumeDetail.Nothing : await BackupReader.HashAsync(backup.File.Path, cancel),
        };
    }

    private static BackupChoice? Backup(VolumePart part, Ask ask)
    {
        var named = ask.Request.Backups.GetValueOrDefault(part.Name);
        if (part.Backups is null && named is null)
            return ask.Strategy.Renews(Strategy.FreshVolumes) ? null : throw Missing($"The runbook names no backups of the volume '{part.Name}'.", $"Add 'backups' to it, or name a file: --backup {part.Name}=<file>");
        return ChosenBackup.Of(part.Name, BackupFiles.Find(part.Backups ?? new(named!), ask.Runbook.Folder, named), ask);
    }

    private async Task<DockerVolume> FindAsync(VolumePart part, string? project, CancellationToken cancel)
    {
        var own = project is null ? null : await _host.FindAsync($"{project}_{part.Volume}", cancel);
        var plain = await _host.FindAsync(part.Volume, cancel);
        if (own is not null && plain is not null)
            throw new RollbackException(
                RollbackErrorId.RunbookInvalid,
                $"There are two volumes that '{part.Volume}' may mean: {plain.Name} and {own.Name}.",
                $"Write the one that is meant: volume: {own.Name}");
        return own ?? plain ?? throw Missing(
            $"There is no volume {part.Volume}{(project is null ? "" : $", and none {project}_{part.Volume}")} on this Docker host.",
            "Correct the name in the runbook (docker volume ls), or make the volume with its service: docker compose create.");
    }

    private static void RefuseForeign(DockerVolume volume)
    {
        if (volume is { Driver: "local", HasOptions: false })
            return;
        throw new RollbackException(
            RollbackErrorId.NotSupported,
            $"The volume {volume.Name} is {(volume.Driver == "local" ? "mounted from elsewhere (it has driver options)" : $"of the driver '{volume.Driver}'")}; this version exchanges only the content of plain local volumes.",
            "Restore it with the storage's own snapshots, or by a command: actions: { … type: command }.");
    }

    // What serves in an outage is what is there already: nothing is pulled.
    private async Task<string> ImageAsync(VolumePart part, DockerVolume volume, IReadOnlyList<VolumeUser> users, CancellationToken cancel)
    {
        var host = new DockerHost(new DockerCli(runner));
        if (part.Image is { } named)
            return (await host.ImageAsync(named, cancel))?.Id ?? throw Missing($"The image {named} for helper containers is not on this Docker host, and nothing is pulled in an outage.", $"Pull it beforehand (docker pull {named}), or name one that is here.");
        if (users is not [var user, ..])
            throw Missing($"No container uses the volume {volume.Name}, so nothing tells which image could serve for helper containers.", $"Name one that is on this host and has sh, tar and find: volume: {{ name: {volume.Name}, image: busybox }}");
        return (await host.ImageAsync(await _host.ImageOfAsync(user.Id, cancel), cancel))!.Id;
    }

    private static HelperRun Helper(VolumePart part, Ask ask, string image) => new()
    {
        Name = HelperRun.NameOf(ask.Runbook.System, ask.Runbook.Environment, $"plan-{Environment.ProcessId}", part.Name),
        Image = image,
        Mounts = [],
        Script = "",
    };

    private static RollbackException Missing(string message, string next) => new(RollbackErrorId.TargetMissing, message, next);
}
