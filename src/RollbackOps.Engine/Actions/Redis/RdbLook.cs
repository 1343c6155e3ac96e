using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>Finds the RDB that would come back, and whether it can.</summary>
/// <param name="runner">Runs Docker.</param>
public sealed class RdbLook(IRunner runner)
{
    /// <summary>What there is.</summary>
    public async Task<RdbFound> LookAsync(RedisPart part, Ask ask, RedisClient client, CancellationToken cancel)
    {
        var named = ask.Request.Backups.GetValueOrDefault(part.Name);
        var set = part.Backups ?? new BackupSet(named!);
        var backup = ChosenBackup.Of(part.Name, BackupFiles.Find(set, ask.Runbook.Folder, named), ask);
        var settings = await RdbSettings.OfAsync(client, cancel);
        var name = HelperRun.NameOf(ask.Runbook.System, ask.Runbook.Environment, $"plan-{Environment.ProcessId}", part.Name);
        var said = await new RdbFolder(runner).LookAsync(settings, name, RdbDetail.MarkOf(part.Name), cancel);
        var found = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        Refuse(part, settings, backup.File, found);
        return new(settings, backup, await BackupReader.HashAsync(backup.File.Path, cancel), found.GetValueOrDefault("live"));
    }

    private static void Refuse(RedisPart part, RdbSettings settings, BackupFile backup, Dictionary<string, string> found)
    {
        if (found.GetValueOrDefault("server") != "yes")
            throw new RollbackException(
                RollbackErrorId.NotSupported,
                $"The image of the service {part.Service} has no redis-server and redis-cli on its PATH, so an RDB can't be tried beside the live one.",
                "Use an image that has both, or put the RDB back by hand.");
        if (found.GetValueOrDefault("place") == "/")
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The service {part.Service} keeps its data in {settings.Folder}, which is no volume: it is lost with the container.",
                $"Mount a volume there in the Compose file (volumes: [\"redis:{settings.Folder}\"]), or set 'dir' to where one is mounted.");
        var free = long.Parse(found["free"], CultureInfo.InvariantCulture) * 1024;
        var needed = backup.Bytes * 12 / 10 * (settings.AppendOnly ? 2 : 1);
        if (free < needed)
            throw new RollbackException(
                RollbackErrorId.NoRoom,
                $"Restoring {backup.Path} beside {settings.Folder} of the service {part.Service} needs {needed >> 20} MiB, and {free >> 20} MiB are free there.",
                "Free some space there and run the same command again.");
    }
}
