using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>The way to a server without the keys. Pure.</summary>
public static class FlushPlan
{
    /// <summary>The plan; where no key matches, its steps are there only beside others: until the stop, some may be written.</summary>
    public static PartPlan Of(RedisPart part, Ask ask, RedisFound found)
    {
        var detail = new FlushDetail
        {
            Part = part.Name,
            Where = found.Where,
            Database = found.Database,
            Patterns = part.FlushesDatabase ? ["*"] : part.Patterns,
            All = part.FlushesDatabase,
        };
        string[] sake = found.Matching.Values.All(keys => keys == 0) ? [GiftNames.AnyPurpose] : [];
        return new()
        {
            Steps = [.. Steps(part, ask, detail).Select(step => step with { For = sake })],
            Findings =
            [
                new(Subject(part), "server", found.Where, "INFO"),
                new(Subject(part), "version", found.Info.Version.ToString(), "INFO"),
            ],
            Losses = [Loss(part, found)],
            Notes = [.. Notes(part, found)],
        };
    }

    private static IEnumerable<Step> Steps(RedisPart part, Ask ask, FlushDetail detail)
    {
        var what = detail.All ? $"all keys of database {detail.Database}" : $"the keys {string.Join(", ", detail.Patterns)} of database {detail.Database}";
        yield return new()
        {
            Id = CopyStep.Gift(part.Name),
            Kind = CopyStep.Name,
            Subject = Subject(part),
            Does = $"copy {what} at {detail.Where}, with their times to live",
            Moment = Moment.Switch,
            Needs = [.. Stopped(ask)],
            Gives = [CopyStep.Gift(part.Name)],
            Back = Back.ByUndo,
            Touch = Touch.Aside,
            Limit = TimeSpan.FromHours(2),
            Detail = EngineJson.ToElement(detail),
        };
        yield return new()
        {
            Id = FlushStep.Id(part.Name),
            Kind = FlushStep.Name,
            Subject = Subject(part),
            Does = $"remove {what} at {detail.Where} ({(detail.All ? "FLUSHDB" : "SCAN and UNLINK")})",
            Moment = Moment.Switch,
            Needs = [new(CopyStep.Gift(part.Name))],
            Gives = [part.Restart ? Flushed(part) : GiftNames.Switched(part.Name)],
            Back = Back.ByUndo,
            Touch = Touch.Users,
            MovesData = true,
            Limit = TimeSpan.FromHours(1),
            Detail = EngineJson.ToElement(detail),
        };
        if (part is { Restart: true, Service: { } service })
            yield return new()
            {
                Id = $"{part.Name}/restart",
                Kind = RestartStep.Name,
                Subject = $"service {service}",
                Does = $"restart {service}, with what is in memory saved first, and wait until it answers PING",
                Moment = Moment.Switch,
                Needs = [new(Flushed(part))],
                Gives = [GiftNames.Switched(part.Name)],
                Back = Back.NothingToUndo,
                Touch = Touch.Users,
                Detail = EngineJson.ToElement(new RestartDetail(part.Name, service)),
            };
    }

    private static IEnumerable<Need> Stopped(Ask ask) => ask.Runbook.Parts
        .Where(other => other is ComposePart or KubernetesPart or CommandPart)
        .Select(other => new Need(GiftNames.Stopped(other.Name), IfOffered: true));

    private static Loss Loss(RedisPart part, RedisFound found) => new()
    {
        Subject = Subject(part),
        Since = null,
        Source = "SCAN",
        What = $"removed, whatever its age: {string.Join(", ", found.Matching.Select(match => $"{Count(match.Value)} of {match.Key}"))}",
        Kept = $"{part.Name}.redis in the run's folder of kept things",
    };

    private static IEnumerable<string> Notes(RedisPart part, RedisFound found)
    {
        var own = found.Info.Keys.GetValueOrDefault($"db{found.Database}");
        yield return $"Redis '{part.Name}' at {found.Where}: of {Count(own)} in database {found.Database}, {string.Join(", ", found.Matching.Select(match => $"{match.Value.ToString("N0", CultureInfo.InvariantCulture)} match {match.Key}"))}.";
        var others = found.Info.Keys.Where(database => database.Key != $"db{found.Database}").OrderBy(database => database.Key, StringComparer.Ordinal).ToList();
        if (others.Count > 0)
            yield return $"The server's other logical databases stay: {string.Join(", ", others.Select(database => $"{database.Key[2..]} ({Count(database.Value)})"))}.";
    }

    private static string Count(long keys) => keys == 1 ? "1 key" : $"{keys.ToString("N0", CultureInfo.InvariantCulture)} keys";

    private static string Flushed(RedisPart part) => $"{part.Name}/flushed";

    private static string Subject(RedisPart part) => $"database {part.Name}";
}
