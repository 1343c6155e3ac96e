using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Kubernetes;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>Finds the way to a runbook's PostgreSQL databases; resolves secrets at that moment.</summary>
/// <param name="runner">Runs psql.</param>
/// <param name="compose">Finds the containers.</param>
/// <param name="secrets">Resolves references.</param>
/// <param name="redactor">Hears passwords.</param>
public sealed class PostgresServers(IRunner runner, IComposeClient compose, ISecrets secrets, Redactor redactor)
{
    private readonly KnownContainers _containers = new(runner);
    private readonly Pods _pods = new(runner);

    /// <summary>Finds the containers of services.</summary>
    internal IComposeClient Compose => compose;

    /// <summary>A client for the part's server.</summary>
    /// <param name="part">The part.</param>
    /// <param name="runbook">The runbook in force.</param>
    /// <param name="run">The run's number, or what is done outside one, e.g. <c>plan</c>.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">The way can't be found.</exception>
    public async Task<PostgresClient> OpenAsync(PostgresPart part, Runbook runbook, string run, CancellationToken cancel)
    {
        var access = part switch
        {
            { Url: { } url } => ByUrl(url, runbook),
            { Pod: { } pod } => await ByPodAsync(part, pod, cancel),
            _ => await _containers.FindAsync(runbook, part.Name, cancel) ?? _containers.Add(runbook, part.Name, await ByServiceAsync(part, runbook, cancel)),
        };
        return Open(access, part, runbook, run);
    }

    /// <summary>A client for a server that is reached as the caller says; its password is heard too.</summary>
    internal PostgresClient Open(PostgresAccess access, PostgresPart part, Runbook runbook, string run)
    {
        if (access.Variables.GetValueOrDefault("PGPASSWORD") is { } password)
            redactor.Add(password);
        return new(runner, access, PostgresNames.Application(runbook.System, runbook.Environment, run, part.Name));
    }

    private PostgresAccess ByUrl(string url, Runbook runbook)
    {
        var variables = PostgresUrl.Parse(url, reference => secrets.Resolve(reference, runbook.Folder));
        if (!variables.TryGetValue("PGDATABASE", out var database) && !variables.TryGetValue("PGUSER", out database))
            throw new RollbackException(RollbackErrorId.RunbookInvalid, "The URL of the PostgreSQL database names no database.", "Add it: postgresql://user@host:port/database.");
        var where = $"{variables.GetValueOrDefault("PGHOST", "local socket")}:{variables.GetValueOrDefault("PGPORT", "5432")}";
        return new() { Database = database, Variables = variables.ToDictionary(pair => pair.Key, pair => (string?)pair.Value), Where = where };
    }

    private async Task<PostgresAccess> ByPodAsync(PostgresPart part, PostgresPod pod, CancellationToken cancel)
    {
        var (place, user, database) = await _pods.FindAsync(part.Name, pod, cancel);
        return new()
        {
            Pod = place,
            Database = part.Database ?? database,
            Variables = new Dictionary<string, string?> { ["PGUSER"] = part.User ?? user },
            Where = place.ToString(),
        };
    }

    private async Task<PostgresAccess> ByServiceAsync(PostgresPart part, Runbook runbook, CancellationToken cancel)
    {
        var services = runbook.Parts.OfType<ComposePart>().FirstOrDefault() ?? throw new RollbackException(
            RollbackErrorId.RunbookInvalid,
            $"The database {part.Name} is reached through the service {part.Service}, and the runbook has no services.",
            "Add services: { compose: … } to the runbook, or give the database's URL.");
        var project = await compose.FindAsync(services, runbook.Folder, cancel);
        var container = project.Containers.FirstOrDefault(container => container.Service == part.Service && container.State == "running") ?? throw new RollbackException(
            RollbackErrorId.Unreachable,
            $"The service {part.Service} of the project {project.Name} has no running container, so the database {part.Name} can't be reached.",
            $"Start it (docker compose up -d --no-deps {part.Service}), then run the same command again. Where it can't be started, say place: fresh at {part.Name} in the runbook: the backup then comes back on a fresh server.");
        var user = part.User ?? container.Environment.GetValueOrDefault("POSTGRES_USER", "postgres");
        var variables = new Dictionary<string, string?> { ["PGUSER"] = user };
        if (container.Environment.TryGetValue("POSTGRES_PASSWORD", out var password))
            variables["PGPASSWORD"] = password;
        return new()
        {
            Container = container.Id,
            Addresses = container.Addresses,
            Database = part.Database ?? container.Environment.GetValueOrDefault("POSTGRES_DB") ?? user,
            Variables = variables,
            Where = $"container {container.Name}",
        };
    }
}
