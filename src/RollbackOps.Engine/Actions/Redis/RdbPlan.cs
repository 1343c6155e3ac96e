using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>The way from a server's data to an RDB. Pure.</summary>
public static class RdbPlan
{
    /// <summary>How the ledger knows what is live.</summary>
    public static string Identity(string mark) => $"redis:{mark}";

    /// <summary>How the ledger knows a backup.</summary>
    public static string Source(string hash) => $"backup:{hash}";

    /// <summary>The plan; no steps where what is live was made from this very backup.</summary>
    public static PartPlan Of(RedisPart part, Ask ask, RedisFound found, RdbFound rdb)
    {
        if (rdb.Live is { } live && ask.IsInPlace(part, Identity(live), Source(rdb.Hash)))
            return new()
            {
                Findings = [.. Findings(part, found, rdb)],
                Notes = [$"Database '{part.Name}' came back by an earlier run: it is in place, and what was written since stays. To bring it back once more, say --again."],
            };
        return new()
        {
            Steps = [.. Steps(part, ask, rdb)],
            Findings = [.. Findings(part, found, rdb)],
            Losses = [Loss(part, found, rdb)],
            Notes = [.. Notes(part, found, rdb), .. rdb.Backup.Notes],
        };
    }

    private static IEnumerable<Step> Steps(RedisPart part, Ask ask, RdbFound rdb)
    {
        var (file, service) = (rdb.Backup.File.Name, part.Service!);
        var detail = EngineJson.ToElement(new RdbDetail
        {
            Part = part.Name,
            Service = service,
            Settings = rdb.Settings,
            Backup = rdb.Backup.File.Path,
            Hash = rdb.Hash,
            Live = rdb.Live,
            Expect = part.Expect,
        });
        Step Step(string id, string kind, string does, string[] gives, params Need[] needs) => new()
        {
            Id = $"{part.Name}/{id}",
            Kind = kind,
            Subject = $"database {part.Name}",
            Does = does,
            Moment = Moment.Switch,
            Needs = needs,
            Gives = gives,
            Back = Back.ByUndo,
            Touch = Touch.Users,
            Detail = detail,
        };
        var (down, exchanged) = ($"{part.Name}/down", $"{part.Name}/exchanged");
        yield return Step("beside", RdbBesideStep.Name, $"load {file} into a server of its own beside {rdb.Settings.Folder} of {service}, check and count it", [RdbGift.Name(part.Name)]) with
        {
            Moment = Moment.Prepare,
            For = [GiftNames.Switched(part.Name)],
            Touch = Touch.Aside,
            Limit = TimeSpan.FromHours(2),
        };
        yield return Step("stop", RdbStopStep.Name, $"stop {service} once it has written down what it has in memory", [down], [new(RdbGift.Name(part.Name)), .. Stopped(ask)]) with { Limit = TimeSpan.FromHours(1) };
        yield return Step("exchange", RdbExchangeStep.Name, $"put what was restored in the place of {string.Join(" and ", rdb.Settings.Files)} in {rdb.Settings.Folder}; the old files are kept", [exchanged], new Need(RdbGift.Name(part.Name)), new Need(down)) with { MovesData = true };
        yield return Step("start", RdbStartStep.Name, $"start {service}, wait until it answers PING and count its keys", [GiftNames.Switched(part.Name)], new Need(RdbGift.Name(part.Name)), new Need(exchanged)) with { Limit = TimeSpan.FromHours(1) };
    }

    private static IEnumerable<Need> Stopped(Ask ask) => ask.Runbook.Parts
        .Where(other => other is ComposePart or KubernetesPart or CommandPart)
        .Select(other => new Need(GiftNames.Stopped(other.Name), IfOffered: true));

    private static IEnumerable<Finding> Findings(RedisPart part, RedisFound found, RdbFound rdb)
    {
        var subject = $"database {part.Name}";
        var file = rdb.Backup.File;
        return
        [
            new(subject, "server", found.Where, "docker inspect"),
            new(subject, "version", found.Info.Version.ToString(), "INFO"),
            new(subject, "appendonly", rdb.Settings.AppendOnly ? "yes" : "no", "CONFIG GET"),
            new(subject, "backup", file.Path, rdb.Backup.Why),
            new(subject, "backup sha256", rdb.Hash, file.Path),
            new(subject, "backup time", file.Time is { } time ? time.Earliest.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture) : "unknown", rdb.Backup.Source),
        ];
    }

    private static Loss Loss(RedisPart part, RedisFound found, RdbFound rdb) => new()
    {
        Subject = $"database {part.Name}",
        Since = rdb.Backup.File.Time?.Earliest,
        Source = rdb.Backup.Source,
        Kept = $"{rdb.Settings.Folder}/{RdbDetail.MarkOf(part.Name)}-kept-<run> of the service {part.Service}",
    };

    private static IEnumerable<string> Notes(RedisPart part, RedisFound found, RdbFound rdb)
    {
        yield return $"Database '{part.Name}': {rdb.Backup.File.Name} is {rdb.Backup.Why}. It holds all logical databases: those of now are {string.Join(", ", found.Info.Keys.OrderBy(database => database.Key, StringComparer.Ordinal).Select(database => $"{database.Key} ({database.Value.ToString("N0", CultureInfo.InvariantCulture)} keys)").DefaultIfEmpty("empty"))}, and all of them go back.";
        yield return $"{rdb.Backup.File.Name} is loaded once beside the live data: until its keys are counted the host needs as much memory again as they take.";
        if (rdb.Settings.AppendOnly)
            yield return $"'{part.Name}' starts from its append-only file, and from no RDB: one is made of {rdb.Backup.File.Name} beside, and exchanged with it.";
    }
}
