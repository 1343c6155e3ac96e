using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>The way from the live database to the archive. Pure.</summary>
public static class MongoPlan
{
    /// <summary>The plan; no steps where the live database was made from this very archive.</summary>
    public static PartPlan Of(MongoPart part, Ask ask, MongoFound found)
    {
        var documents = found.Archive.Documents[found.Database];
        var live = found.Live.Collections.ToDictionary(one => one.Name, one => one.Uuid);
        if (live.Count > 0 && ask.IsInPlace(part, MongoSources.Identity(live, documents), MongoSources.Backup(found.Archive.Sha256)))
            return new()
            {
                Findings = [.. Findings(part, found)],
                Notes = [$"Database '{part.Name}' came back by an earlier run: it is in place, and what was written since stays. To bring it back once more, say --again."],
            };
        return new()
        {
            Steps = [.. Steps(part, ask, found, documents)],
            Findings = [.. Findings(part, found)],
            Losses = live.Count == 0 ? [] : [Loss(part, found, documents)],
            Notes = [.. Notes(part, found, documents), .. found.Backup.Notes],
        };
    }

    private static IEnumerable<Step> Steps(MongoPart part, Ask ask, MongoFound found, IReadOnlyDictionary<string, long> documents)
    {
        var (file, limit) = (found.Backup.File.Name, TimeSpan.FromHours(12));
        var detail = EngineJson.ToElement(new MongoDetail
        {
            Part = part.Name,
            Where = found.Where,
            Database = found.Database,
            Size = found.Live.Size,
            Backup = found.Backup.File.Path,
            Hash = found.Archive.Sha256,
            Documents = documents,
            Expect = part.Expect,
        });
        yield return new()
        {
            Id = $"{part.Name}/beside",
            Kind = BesideStep.Name,
            Subject = Subject(part),
            Does = $"restore {file} into a database of its own at {found.Where}, count and check it there, and drop that again",
            Moment = Moment.Prepare,
            Gives = [BesideStep.Gift(part.Name)],
            For = [GiftNames.Switched(part.Name)],
            Back = Back.ByUndo,
            Touch = Touch.Aside,
            Limit = limit,
            Detail = detail,
        };
        yield return new()
        {
            Id = SafetyStep.Gift(part.Name),
            Kind = SafetyStep.Name,
            Subject = Subject(part),
            Does = $"dump {found.Database} at {found.Where} and read the dump to its end; it is kept",
            Moment = Moment.Switch,
            Needs = [new(BesideStep.Gift(part.Name)), .. Stopped(ask)],
            Gives = [SafetyStep.Gift(part.Name)],
            For = [GiftNames.Switched(part.Name)],
            Back = Back.NothingToUndo,
            Touch = Touch.Aside,
            Limit = limit,
            Detail = detail,
        };
        yield return new()
        {
            Id = $"{part.Name}/replace",
            Kind = ReplaceStep.Name,
            Subject = Subject(part),
            Does = $"restore {file} over {found.Database} at {found.Where} (mongorestore --drop), drop collections that are not in it, and count the documents",
            Moment = Moment.Switch,
            Needs = [new(SafetyStep.Gift(part.Name)), new(BesideStep.Gift(part.Name))],
            Gives = [GiftNames.Switched(part.Name)],
            Back = new Back.NoReturn(
                $"MongoDB can't rename a database: {found.Database} is restored over",
                $"the database {found.Database} as it is; its safety dump in the run's folder brings back what it held"),
            Touch = Touch.Users,
            MovesData = true,
            Limit = limit,
            Detail = detail,
        };
    }

    private static IEnumerable<Need> Stopped(Ask ask) => ask.Runbook.Parts
        .Where(other => other is ComposePart or KubernetesPart or CommandPart)
        .Select(other => new Need(GiftNames.Stopped(other.Name), IfOffered: true));

    private static IEnumerable<Finding> Findings(MongoPart part, MongoFound found)
    {
        var (subject, file) = (Subject(part), found.Backup.File);
        yield return new(subject, "server", found.Where, "hello");
        yield return new(subject, "version", found.Live.Version, "buildInfo");
        yield return new(subject, "backup", file.Path, found.Backup.Why);
        yield return new(subject, "backup sha256", found.Archive.Sha256, file.Path);
        yield return new(subject, "backup time", file.Time is { } time ? time.Earliest.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture) : "unknown", found.Backup.Source);
    }

    private static Loss Loss(MongoPart part, MongoFound found, IReadOnlyDictionary<string, long> documents) => new()
    {
        Subject = Subject(part),
        Since = found.Backup.File.Time?.Earliest,
        Source = found.Backup.Source,
        Rows = RestoredRows.Lost(found.Live.Documents(), documents),
        Kept = $"{part.Name}.before.archive.gz in the run's folder of kept things",
    };

    private static IEnumerable<string> Notes(MongoPart part, MongoFound found, IReadOnlyDictionary<string, long> documents)
    {
        yield return $"Database '{part.Name}': {found.Backup.File.Name} is {found.Backup.Why}. It holds {documents.Values.Sum().ToString("N0", CultureInfo.InvariantCulture)} documents in {documents.Count} collections of {found.Database}, taken from version {found.Archive.ServerVersion}.";
        if (KnownBackups.Note(found.Backup.File, found.Archive.Sha256) is { } proof)
            yield return proof;
        yield return $"Change streams on {found.Database} end when its collections are dropped: what follows them must start anew. Users and roles of the database stay as they are.";
        if (documents.Keys.Any(name => name.StartsWith("system.buckets.", StringComparison.Ordinal)))
            yield return $"Time series of {found.Database} are counted by their buckets.";
    }

    private static string Subject(MongoPart part) => $"database {part.Name}";
}
