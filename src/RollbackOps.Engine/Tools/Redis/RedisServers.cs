using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.Redis;

/// <summary>Finds the way to a runbook's Redis servers; resolves secrets at that moment.</summary>
/// <param name="runner">Runs redis-cli.</param>
/// <param name="compose">Finds the containers.</param>
/// <param name="secrets">Resolves references.</param>
/// <param name="redactor">Hears passwords.</param>
public sealed class RedisServers(IRunner runner, IComposeClient compose, ISecrets secrets, Redactor redactor)
{
    /// <summary>A client for the part's server.</summary>
    /// <exception cref="RollbackException">The way can't be found, or leads to another logical database.</exception>
    public async Task<RedisClient> OpenAsync(RedisPart part, Runbook runbook, CancellationToken cancel)
    {
        var access = part.Url is { } url
            ? RedisUrl.Parse(url, reference => secrets.Resolve(reference, runbook.Folder))
            : ByContainer(part, await ContainerAsync(part, runbook, cancel), runbook);
        if (access.Password is { } password)
            redactor.Add(password);
        var client = new RedisClient(runner, access);
        await client.SelectAsync(cancel);
        return client;
    }

    /// <summary>The service's container, running or not.</summary>
    /// <exception cref="RollbackException">It has none, or several.</exception>
    public async Task<ComposeContainer> ServiceAsync(RedisPart part, Runbook runbook, CancellationToken cancel)
    {
        var services = runbook.Parts.OfType<ComposePart>().FirstOrDefault() ?? throw new RollbackException(
            RollbackErrorId.RunbookInvalid,
            $"The database {part.Name} is reached through the service {part.Service}, and the runbook has no services.",
            "Add services: { compose: … } to the runbook, or give the server's URL.");
        var project = await compose.FindAsync(services, runbook.Folder, cancel);
        return project.Containers.Where(container => container.Service == part.Service).ToList() switch
        {
            [var only] => only,
            [] => throw new RollbackException(
                RollbackErrorId.Unreachable,
                $"The service {part.Service} of the project {project.Name} has no container, so the database {part.Name} can't be reached.",
                $"Start it (docker compose up -d --no-deps {part.Service}), then run the same command again."),
            { Count: var many } => throw new RollbackException(
                RollbackErrorId.NotSupported,
                $"The service {part.Service} of the project {project.Name} has {many} containers: which one holds the data of {part.Name} can't be told.",
                "Give the URL of the one that is meant."),
        };
    }

    private async Task<ComposeContainer> ContainerAsync(RedisPart part, Runbook runbook, CancellationToken cancel) =>
        await ServiceAsync(part, runbook, cancel) is { State: "running" } running ? running : throw new RollbackException(
            RollbackErrorId.Unreachable,
            $"The container of the service {part.Service} does not run, so the database {part.Name} can't be reached.",
            $"Start it (docker compose up -d --no-deps {part.Service}), then run the same command again.");

    private RedisAccess ByContainer(RedisPart part, ComposeContainer container, Runbook runbook) => new()
    {
        Container = container,
        Arguments = part.User is { } user ? ["--user", user] : [],
        Database = part.Database,
        Password = part.Password is { } reference
            ? secrets.Resolve(reference, runbook.Folder)
            : container.Environment.GetValueOrDefault("REDIS_PASSWORD") is { Length: > 0 } own ? own : null,
        Where = $"container {container.Name}",
    };
}
