using System.Globalization;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres.Points;

/// <summary>
/// Makes, lists and drops rollback points that the server itself keeps (<c>CREATE DATABASE … TEMPLATE</c>). Going back to one is an
/// exchange alone; making one keeps all users out of the database for as long as the copy takes.
/// </summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="time">The clock.</param>
public sealed class TemplatePoints(PostgresServers servers, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly SessionEnder _sessions = new(time);

    /// <summary>The points of a database, newest first; the first one's <see cref="PointFacts.Paused"/> tells how long the next will take. Reads only.</summary>
    public async Task<IReadOnlyList<TemplatePoint>> ListAsync(PostgresPart part, Runbook runbook, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(part, runbook, "points", cancel);
        return await ListAsync(client, await MaintenanceDatabase.FindAsync(client, cancel), cancel);
    }

    /// <summary>The points of the client's database, newest first. Reads only.</summary>
    internal static async Task<IReadOnlyList<TemplatePoint>> ListAsync(PostgresClient client, string maintenance, CancellationToken cancel) =>
        await client.AskAsync<TemplatePoint[]>(maintenance, PointStatements.List(client.Access.Database), cancel);

    /// <summary>Makes one: users are kept out while the server copies; its rows are counted when they are in again.</summary>
    /// <exception cref="RollbackException">The runbook doesn't allow the pause, there is no room, or the server refuses; users are in again.</exception>
    public async Task<TemplatePoint> MakeAsync(PostgresPart part, Runbook runbook, CancellationToken cancel)
    {
        RefuseUnsaid(part);
        var client = await servers.OpenAsync(part, runbook, "points", cancel);
        var (live, maintenance) = (client.Access.Database, await MaintenanceDatabase.FindAsync(client, cancel));
        var facts = await client.AskAsync<ServerFacts>(maintenance, PostgresQueries.Facts(live), cancel);
        PointRefusals.Throw(facts, live, client.Access.Where, await PostgresLooker.FreeAsync(client, facts, cancel));
        var point = PostgresNames.Point(live, time.GetUtcNow());
        var pause = await PauseAsync(client, maintenance, live, point, facts, cancel);
        await client.RunAsync(maintenance, PointStatements.Comment(point, new() { Of = live, OfOid = facts.Oid!.Value, MadeAt = pause.At, Paused = pause.Paused }), cancel);
        var made = new PointFacts
        {
            Of = live,
            OfOid = facts.Oid.Value,
            MadeAt = pause.At,
            Paused = pause.Paused,
            Rows = await RowCounter.AllAsync(client, point, cancel),
            Sequences = await client.AskAsync<Dictionary<string, long>>(point, PostgresQueries.Sequences, cancel),
        };
        return await SealAsync(client, maintenance, point, made, cancel);
    }

    /// <summary>Refuses a database whose users nobody has said may be kept out.</summary>
    /// <exception cref="RollbackException">The runbook doesn't say so.</exception>
    public static void RefuseUnsaid(PostgresPart part)
    {
        if (!part.TemplatePoints)
        {
            throw new RollbackException(
                RollbackErrorId.Usage, $"A point of {part.Name} would keep its users out while it is made, and the runbook doesn't say that they may be.", $"Say points: template at {part.Name} in the runbook, or make a backup in another format.");
        }
    }

    /// <summary>The name of a point that is made now. Reads only.</summary>
    public async Task<string> NextNameAsync(PostgresPart part, Runbook runbook, CancellationToken cancel) =>
        PostgresNames.Point((await servers.OpenAsync(part, runbook, "points", cancel)).Access.Database, time.GetUtcNow());

    /// <summary>Drops one for good; nothing where it is gone.</summary>
    /// <exception cref="RollbackException">It is in use, or bears another name by now.</exception>
    public async Task DropAsync(PostgresPart part, Runbook runbook, TemplatePoint point, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(part, runbook, "points", cancel);
        var maintenance = await MaintenanceDatabase.FindAsync(client, cancel);
        if ((await ListAsync(client, maintenance, cancel)).All(other => other.Oid != point.Oid))
            return;
        var aside = string.Create(CultureInfo.InvariantCulture, $"rollbackops_given_up_{point.Oid}");
        await client.RunAsync(maintenance, PostgresStatements.PutAside(point.Oid, point.Name, aside), cancel);
        await client.RunAsync(maintenance, PostgresStatements.DropEmpty(aside), cancel, TimeSpan.FromMinutes(10));
    }

    private static async Task<PauseAnswer> PauseAsync(PostgresClient client, string maintenance, string live, string point, ServerFacts facts, CancellationToken cancel)
    {
        PauseAnswer pause;
        try
        {
            pause = await client.ChangeAsync<PauseAnswer>(maintenance, PointStatements.Pause(live, point, facts, Patience), TimeSpan.FromHours(1), cancel);
        }
        catch
        {
            // Whatever ended it: users are let in again.
            await client.RunAsync(maintenance, PostgresStatements.Allow(live, true), CancellationToken.None);
            throw;
        }

        return pause.Why.Length == 0 ? pause : throw new RollbackException(
            RollbackErrorId.ToolFailed, $"No point of database {live} was made, and its users are in again: {pause.Why}.", "Mend what the message names, then run the same command again.");
    }

    private async Task<TemplatePoint> SealAsync(PostgresClient client, string maintenance, string point, PointFacts made, CancellationToken cancel)
    {
        await client.RunAsync(maintenance, PostgresStatements.Allow(point, false), cancel);
        var oid = (await client.AskAsync<ServerState>(maintenance, PostgresQueries.State, cancel)).ByName(point)!.Oid;
        await _sessions.EndAsync(client, maintenance, oid, cancel);
        var version = (await client.AskAsync<ServerState>(maintenance, PostgresQueries.State, cancel)).ByOid(oid)!.Version;
        await client.RunAsync(maintenance, PointStatements.Comment(point, made with { Seal = version }), cancel);
        return (await ListAsync(client, maintenance, cancel)).Single(other => other.Oid == oid);
    }
}
