using System.Text.RegularExpressions;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.Mongo;

/// <summary>Finds the way to a runbook's MongoDB databases; resolves secrets at that moment.</summary>
/// <param name="runner">Runs MongoDB's tools.</param>
/// <param name="compose">Finds the containers.</param>
/// <param name="secrets">Resolves references.</param>
/// <param name="redactor">Hears passwords.</param>
public sealed partial class MongoServers(IRunner runner, IComposeClient compose, ISecrets secrets, Redactor redactor)
{
    /// <summary>A client for the part's database.</summary>
    /// <exception cref="RollbackException">The way can't be found.</exception>
    public async Task<MongoClient> OpenAsync(MongoPart part, Runbook runbook, CancellationToken cancel)
    {
        var access = part.Url is { } url
            ? MongoUrl.Parse(Reference().Replace(url, found => Resolved(found, url, runbook)))
            : ByContainer(part, await ContainerAsync(part, runbook, cancel), runbook);
        if (access.Password is { } password)
        {
            redactor.Add(password);
            redactor.Add(Uri.UnescapeDataString(password));
        }

        return new(runner, access);
    }

    // A reference that stands for a piece is that piece, whatever characters it has; one that stands for all is a connection string.
    private string Resolved(Match found, string url, Runbook runbook)
    {
        var value = secrets.Resolve(found.Value, runbook.Folder).Trim();
        return found.Length == url.Trim().Length ? value : Uri.EscapeDataString(value);
    }

    private async Task<ComposeContainer> ContainerAsync(MongoPart part, Runbook runbook, CancellationToken cancel)
    {
        var services = runbook.Parts.OfType<ComposePart>().FirstOrDefault() ?? throw new RollbackException(
            RollbackErrorId.RunbookInvalid,
            $"The database {part.Name} is reached through the service {part.Service}, and the runbook has no services.",
            "Add services: { compose: … } to the runbook, or give the connection string.");
        var project = await compose.FindAsync(services, runbook.Folder, cancel);
        return project.Containers.Where(container => container.Service == part.Service).ToList() switch
        {
            [{ State: "running" } only] => only,
            { Count: > 1 and var many } => throw new RollbackException(
                RollbackErrorId.NotSupported,
                $"The service {part.Service} of the project {project.Name} has {many} containers: which one holds the data of {part.Name} can't be told.",
                "Give the connection string of the replica set."),
            _ => throw new RollbackException(
                RollbackErrorId.Unreachable,
                $"The service {part.Service} of the project {project.Name} has no container that runs, so the database {part.Name} can't be reached.",
                $"Start it (docker compose up -d --no-deps {part.Service}), then run the same command again."),
        };
    }

    private MongoAccess ByContainer(MongoPart part, ComposeContainer container, Runbook runbook)
    {
        string? Own(string name) => container.Environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        var user = part.User ?? Own("MONGO_INITDB_ROOT_USERNAME");
        var password = part.Password is { } reference ? secrets.Resolve(reference, runbook.Folder) : Own("MONGO_INITDB_ROOT_PASSWORD");
        var database = part.Database ?? Own("MONGO_INITDB_DATABASE") ?? throw new RollbackException(
            RollbackErrorId.RunbookInvalid,
            $"Which database of the service {part.Service} is '{part.Name}' is not said, and its container has no MONGO_INITDB_DATABASE.",
            $"Write it: mongo: {{ service: {part.Service}, database: … }}.");
        return MongoNames.IsDatabase(database) && !MongoNames.IsServers(database)
            ? new() { Container = container, Uri = MongoUrl.Local(user, password), Database = database, Password = password, Where = $"container {container.Name}" }
            : throw new RollbackException(RollbackErrorId.RunbookInvalid, $"'{database}' is no database of users.", "Correct 'database' in the runbook.");
    }

    [GeneratedRegex(@"\$\{(?:env|file|secret):[^}]+\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
