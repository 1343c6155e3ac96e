using System.Globalization;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>Finds a service's volume, whether its server answers or not, and the backup. Reads only.</summary>
/// <param name="servers">Finds the way to the server, where it answers.</param>
/// <param name="compose">Finds the containers.</param>
/// <param name="host">The Docker host.</param>
internal sealed class FreshLooker(PostgresServers servers, IComposeClient compose, FreshHost host)
{
    /// <summary>Looks.</summary>
    /// <exception cref="RollbackException">No fresh server can be made in its place.</exception>
    public async Task<FreshGoal> LookAsync(PostgresPart part, Ask ask, CancellationToken cancel)
    {
        var named = ask.Request.Backups.GetValueOrDefault(part.Name);
        var backups = BackupFiles.Find(part.Backups ?? new BackupSet(named ?? ""), ask.Runbook.Folder, named).With(ask.Known, part.Name);
        var choice = ChosenBackup.Of(part.Name, backups, ask);
        var container = await ContainerAsync(part, ask.Runbook, cancel);
        var place = await PlaceAsync(part, container, cancel);
        var lines = (await host.RunAsync(FreshCommands.Helper(place, FreshScripts.Measure, writes: false, place.Volume), cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var (backup, dump, earlier) = await ChosenDumps.LookAsync(part, choice, backups, ask, cancel);
        return new()
        {
            Place = place,
            Room = ToolAnswer.Of("docker", () => new FreshRoom(lines[0].Trim(), Kib(lines[1]), Kib(lines[2]))),
            Live = await LiveAsync(part, ask, cancel),
            Dump = dump,
            Earlier = earlier,
            Time = backup.File.Time,
            Choice = backup.Why,
            Notes = backup.Notes,
        };
    }

    private async Task<ComposeContainer> ContainerAsync(PostgresPart part, Runbook runbook, CancellationToken cancel)
    {
        if (part.Service is not { } service)
            throw PostgresRefusals.Refuse($"A fresh server can take the place of a Compose service, and the database {part.Name} is reached otherwise.", "Make a server yourself and give its URL, or take place: fresh out of the runbook.");
        var services = runbook.Parts.OfType<ComposePart>().FirstOrDefault() ?? throw new RollbackException(
            RollbackErrorId.RunbookInvalid, $"The database {part.Name} is reached through the service {service}, and the runbook has no services.", "Add services: { compose: … } to the runbook.");
        var project = await compose.FindAsync(services, runbook.Folder, cancel);
        return project.Containers.Where(container => container.Service == service).ToList() switch
        {
            [var only] => only,
            [] => throw PostgresRefusals.Refuse($"The service {service} of the project {project.Name} has no container, so nothing tells its image and volume.", $"Make it, without starting it: docker compose create {service}; then run the same command again."),
            var more => throw PostgresRefusals.Refuse($"The service {service} of the project {project.Name} has {more.Count} containers: nothing tells which is the server.", "Scale it to one, then run the same command again."),
        };
    }

    private async Task<FreshPlace> PlaceAsync(PostgresPart part, ComposeContainer container, CancellationToken cancel)
    {
        var data = FreshWay.DataOf(container);
        var mounts = (await host.RunAsync(FreshCommands.Mounts(container.Id), cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'));
        var mount = mounts.Where(mount => mount.Length == 3 && $"{data}/".StartsWith($"{mount[2].TrimEnd('/')}/", StringComparison.Ordinal)).MaxBy(mount => mount[2].Length);
        if (mount is null || mount[0] != "volume" || (mount[1].Length == 64 && mount[1].All(char.IsAsciiHexDigit)))
            throw PostgresRefusals.Refuse($"The service {container.Service} keeps its data ({data}) {(mount is null ? "in no volume" : mount[0] == "volume" ? "in a volume without a name" : $"in a {mount[0]} mount")}: its content can't be exchanged under the same name.", "Give it a volume with a name in the Compose file, or restore by hand.");
        var volume = (await host.RunAsync(FreshCommands.Volume(mount[1]), cancel)).Trim('\n').Split('\t');
        if (volume is not ["local", var content, "0"] || !content.EndsWith($"/{mount[1]}/_data", StringComparison.Ordinal))
            throw PostgresRefusals.Refuse($"The volume {mount[1]} of the service {container.Service} is no plain volume of this host (driver {volume[0]}): its content can't be exchanged by renaming.", "Restore by hand, or move the data to a plain volume.");
        return new(container.Service, container.Id, container.ImageId, mount[1], content[..^$"/{mount[1]}/_data".Length], mount[2], FreshWay.DatabaseOf(part, container), FreshWay.UserOf(part, container));
    }

    // A server that is down or can't read its data is what this is for.
    private async Task<string?> LiveAsync(PostgresPart part, Ask ask, CancellationToken cancel)
    {
        try
        {
            var client = await servers.OpenAsync(part, ask.Runbook, "plan", cancel);
            var facts = await client.AskAsync<ServerFacts>("postgres", PostgresQueries.Facts(client.Access.Database), cancel);
            return facts is { Oid: { } oid, Allows: true } ? PostgresPlanner.Identity(facts.SystemId, oid) : null;
        }
        catch (RollbackException)
        {
            return null;
        }
    }

    private static long Kib(string text) => long.Parse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture) * 1024;
}
