using RollbackOps.Engine.Actions.Postgres.Forecasts;
using RollbackOps.Engine.Actions.Postgres.InPlace;
using RollbackOps.Engine.Actions.Postgres.Points;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Finds the live database and the backup. Reads only.</summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="runner">Runs pg_dump.</param>
public sealed class PostgresLooker(PostgresServers servers, IRunner runner)
{
    private const long CountedBackup = 64 * 1024 * 1024;
    private const long CountedDatabase = 256 * 1024 * 1024;

    /// <summary>Looks.</summary>
    public async Task<PostgresGoal> LookAsync(PostgresPart part, Ask ask, CancellationToken cancel)
    {
        var named = ask.Request.Backups.GetValueOrDefault(part.Name);
        var set = part.Backups ?? new BackupSet(named ?? "");
        var backups = BackupFiles.Find(set, ask.Runbook.Folder, named).With(ask.Known, part.Name);
        var (file, missing) = Choose(() => ChosenBackup.Of(part.Name, backups, ask), named is not null || part is { TemplatePoints: true, Backups: null });
        var client = await servers.OpenAsync(part, ask.Runbook, "plan", cancel);
        var live = client.Access.Database;
        var maintenance = await MaintenanceDatabase.FindAsync(client, cancel);
        var facts = await client.AskAsync<ServerFacts>(maintenance, PostgresQueries.Facts(live), cancel);
        var points = await PointChoice.LookAsync(client, maintenance, facts, missing is null ? null : named, part.TemplatePoints, ask, cancel);
        if (!points.IsPoint && file is null)
            throw points.Used is { } used ? PointRefusals.Used(used, part) : PointRefusals.Missing(missing!, part, named, points.Points);
        var (choice, dump, earlier) = points.IsPoint ? new(points.Choice, points.Dump, []) : await ChosenDumps.LookAsync(part, file!, backups, ask, cancel);
        var readable = facts is { Oid: not null, Allows: true };
        var holds = points.Point is { } point ? PointGoal.Holds(point) : points.IsPoint ? null : await HoldsAsync(client, dump, mayFail: earlier.Count > 0, cancel);
        var (rows, counted) = readable ? await RowsAsync(client, live, facts, cancel) : (new Dictionary<string, long>(), true);
        return new()
        {
            Live = live,
            Where = client.Access.Where,
            InContainer = client.Access.IsInside,
            Maintenance = maintenance,
            Facts = facts,
            Dump = dump,
            Earlier = earlier,
            Time = choice.File.Time,
            Choice = choice.Why,
            Proof = KnownBackups.Note(choice.File, dump.Sha256),
            Extensions = readable ? await client.AskAsync<string[]>(live, PostgresQueries.Extensions, cancel) : [],
            Rows = rows,
            RowsAreCounted = counted,
            Written = readable ? await WrittenLooker.LookAsync(client, live, choice.File.Time, holds, cancel) : null,
            Holds = holds,
            Sequences = readable ? await client.AskAsync<Dictionary<string, long>>(live, PostgresQueries.Sequences, cancel) : new Dictionary<string, long>(),
            SequencesOfOthers = readable && part.KeepsSequencesAhead ? await client.AskAsync<string[]>(live, PostgresQueries.SequencesOfOthers, cancel) : [],
            Free = await FreeAsync(client, facts, cancel),
            Point = points.Point,
            Points = points.Points,
            LivePoint = points.Used,
            InPlace = part.InPlace || ask.Strategy.InPlace ? await InPlaceAsync(part, ask, client, live, readable, cancel) : null,
            Notes = [.. await PostgresNeighbours.NotesAsync(client, facts, live, cancel), .. choice.Notes],
        };
    }

    // What a person named may be a point that the server keeps; where there is nothing else, the points are named.
    private static (BackupChoice? File, RollbackException? Missing) Choose(Func<BackupChoice> choose, bool mayBePoint)
    {
        try
        {
            return (choose(), null);
        }
        catch (RollbackException error) when (mayBePoint && error.Id == RollbackErrorId.TargetMissing)
        {
            return (null, error);
        }
    }

    /// <summary>The free bytes where the server keeps the live database; null where that can't be measured.</summary>
    internal static async Task<long?> FreeAsync(PostgresClient client, ServerFacts facts, CancellationToken cancel) =>
        facts.Folder is { } folder ? await client.FreeAsync(folder, cancel) ?? LocalServer.Free(folder, facts.Started) : null;

    private async Task<InPlaceGoal> InPlaceAsync(PostgresPart part, Ask ask, PostgresClient client, string live, bool readable, CancellationToken cancel)
    {
        var folder = part.SafetyDump is { } said ? Path.GetFullPath(said, ask.Runbook.Folder) : null;
        return new(folder, folder is null ? null : DiskSpace.Free(Existing(folder)), readable ? await DatabaseDump.WhyNotAsync(client, runner, live, cancel) : null);
    }

    private static string Existing(string folder) => Directory.Exists(folder) || Path.GetDirectoryName(folder) is not { } above ? folder : Existing(above);

    private static async Task<(IReadOnlyDictionary<string, long> Rows, bool Counted)> RowsAsync(PostgresClient client, string live, ServerFacts facts, CancellationToken cancel)
    {
        try
        {
            if (facts.Size <= CountedDatabase)
                return (await RowCounter.AllAsync(client, live, cancel), true);
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.ToolFailed)
        {
            // A table that this user may not read: the server's estimates have to do.
        }

        return (await client.AskAsync<Dictionary<string, long>>(live, PostgresQueries.Estimates, cancel), false);
    }

    // Where another may take its place, what is wrong with it is the run's to tell.
    private static async Task<DumpSummary?> HoldsAsync(PostgresClient client, DumpFile dump, bool mayFail, CancellationToken cancel)
    {
        if (dump is not { IsPlain: true, Bytes: < CountedBackup })
            return null;
        try
        {
            return await client.Dumps.ReadAsync(dump, null, _ => { }, cancel);
        }
        catch (RollbackException error) when (mayFail && error.Id == RollbackErrorId.BackupUnusable)
        {
            return null;
        }
    }
}
