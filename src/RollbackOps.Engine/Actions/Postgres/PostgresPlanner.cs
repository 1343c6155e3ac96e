using System.Globalization;
using RollbackOps.Engine.Actions.Postgres.Forecasts;
using RollbackOps.Engine.Actions.Postgres.InPlace;
using RollbackOps.Engine.Actions.Postgres.Points;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Turns a database and its backup into steps. Pure.</summary>
public static class PostgresPlanner
{
    private const double LoadedPerSecond = 25e6;
    private const double UnpackedPerByte = 4;
    private const double ReadPerSecond = 150e6;

    /// <summary>What the ledger calls a database.</summary>
    public static string Identity(string systemId, long oid) => string.Create(CultureInfo.InvariantCulture, $"postgres:{systemId}/{oid}");

    /// <summary>What the ledger calls a backup.</summary>
    public static string Source(string sha256) => $"backup:{sha256}";

    /// <summary>Plans.</summary>
    /// <exception cref="RollbackException">The database can't be exchanged.</exception>
    public static PartPlan Plan(PostgresPart part, Ask ask, PostgresGoal goal)
    {
        if (goal.Facts is { Oid: { } oid, Allows: true } && ask.IsInPlace(part, Identity(goal.Facts.SystemId, oid), Source(goal.Dump.Sha256)))
            return new() { Findings = Findings(goal), Notes = [InPlace(goal)] };
        if (goal.LivePoint is { } used)
            throw PointRefusals.Used(used, part);
        PostgresRefusals.Throw(goal, ask.Request, part.Name);
        var target = new PostgresTarget(part.Name, goal.Facts.SystemId, goal.Maintenance, goal.Live, goal.Facts.Oid!.Value);
        return new() { Steps = Steps(part, ask, goal, target), Findings = Findings(goal), Losses = [DataLoss.Of(goal, goal is { InPlace: { } place, Point: null } ? $"a safety dump in {place.Folder}" : $"database {PostgresNames.Kept(target.Live, target.Oid)}")], Notes = Notes(part, goal) };
    }

    private static string InPlace(PostgresGoal goal) => goal.LivePoint is { } used
        ? $"Database {goal.Live} is the point {used.Name}, which {used.By} took for it: it is in place, whatever was written to it since. A point comes back once: for another state, name another point or a backup."
        : $"Database {goal.Live} came back by an earlier run: it is in place, whatever was written to it since. To bring it back once more, say --again.";

    private static Step[] Steps(PostgresPart part, Ask ask, PostgresGoal goal, PostgresTarget target)
    {
        var file = Path.GetFileName(goal.Dump.Path);
        var kept = PostgresNames.Kept(target.Live, target.Oid);
        var swap = new SwapDetail(target, kept, Source(goal.Dump.Sha256)) { KeepsSequencesAhead = part.KeepsSequencesAhead, DropsOld = goal is { InPlace: not null, Point: null } };
        var switched = GiftNames.Switched(part.Name);
        var unpacked = goal.Dump.Bytes * (goal.Dump.Kind == DumpKind.Plain ? 1 : UnpackedPerByte);
        var reading = TimeSpan.FromSeconds(Math.Ceiling(1 + (unpacked / ReadPerSecond)));
        var load = TimeSpan.FromSeconds(Math.Ceiling(2 + (unpacked / LoadedPerSecond)));
        var stopped = ask.Runbook.Parts.Where(other => other is ComposePart or KubernetesPart or CommandPart).Select(other => new Need(GiftNames.Stopped(other.Name), IfOffered: true));
        var read = Step(part, goal, "read", $"read {file} to its end", Moment.Prepare, Touch.Reads, Back.NothingToUndo, new ReadDetail(part.Name, goal.Dump) { Earlier = goal.Earlier }, reading) with
        {
            Gives = [PostgresTarget.ReadGift(part.Name)],
            Limit = Limit(reading),
        };
        var fence = Step(part, goal, "fence", $"let nobody into {target.Live}, end its sessions{(part.KeepsSequencesAhead ? " and read its sequences" : "")}", Moment.Stop, Touch.Users, Back.ByUndo, swap, TimeSpan.FromSeconds(1)) with
        {
            Needs = [.. stopped],
            Gives = [PostgresTarget.FencedGift(part.Name)],
            For = [switched],
        };
        var open = Step(part, goal, "open", $"let users into {target.Live} again", Moment.Start, Touch.Users, Back.ByUndo, swap, TimeSpan.FromSeconds(1)) with
        {
            Needs = [new(PostgresTarget.OidGift(part.Name)), new(switched)],
            Gives = [GiftNames.Open(part.Name)],
            For = [switched],
        };
        if (goal is { InPlace: not null, Point: null })
            return InPlacePlan.Steps(part, ask, goal, target, read, fence, open, load);
        Step[] copy = goal.Point is not null ? [PointPlan.Take(part, goal, target)] :
        [
            read,
            Step(part, goal, "beside", $"restore {file} beside {target.Live}{(part.Forward is null ? "" : ", migrate it")} and count its rows", Moment.Prepare, Touch.Aside, Back.ByUndo, new BesideDetail(target, goal.Dump) { Earlier = goal.Earlier }, load) with
            {
                Needs = [new(PostgresTarget.ReadGift(part.Name)), .. CommandNeeds.Of(part.Forward, ask.Runbook)],
                Gives = [PostgresTarget.OidGift(part.Name), PostgresTarget.SourceGift(part.Name)],
                Limit = Limit(load) + (part.Forward?.Limit ?? TimeSpan.Zero),
            },
        ];
        return
        [
            .. copy,
            fence,
            Step(part, goal, "exchange", $"{(part.KeepsSequencesAhead ? "set the restored sequences ahead, " : "")}rename {target.Live} to {kept} and the restored copy to {target.Live}, at once", Moment.Switch, Touch.Users, Back.ByUndo, swap, TimeSpan.FromSeconds(1)) with
            {
                Needs = [new(PostgresTarget.OidGift(part.Name)), new(PostgresTarget.FencedGift(part.Name))],
                Gives = [switched],
                MovesData = true,
            },
            open,
        ];
    }

    internal static Step Step<TDetail>(PostgresPart part, PostgresGoal goal, string name, string does, Moment moment, Touch touch, Back back, TDetail detail, TimeSpan estimate) => new()
    {
        Id = $"{part.Name}/{name}",
        Kind = $"postgres.{name}",
        Subject = $"database {goal.Live}",
        Does = does,
        Moment = moment,
        Touch = touch,
        Back = back,
        Detail = EngineJson.ToElement(detail),
        Estimate = estimate,
    };

    internal static TimeSpan Limit(TimeSpan estimate) => TimeSpan.FromMinutes(10) + (estimate * 20);

    private static Finding[] Findings(PostgresGoal goal)
    {
        var database = $"database {goal.Live}";
        var backup = $"backup {goal.Dump.Path}";
        return
        [
            new(database, "server", goal.Facts.SystemId, "pg_control_system"),
            new(database, "version", goal.Facts.Version.ToString(CultureInfo.InvariantCulture), "server_version_num"),
            new(database, "oid", goal.Facts.Oid?.ToString(CultureInfo.InvariantCulture) ?? "none", "pg_database"),
            new(backup, "sha256", goal.Dump.Sha256, "the file"),
            .. goal.Earlier.Select(dump => new Finding($"backup {dump.Path}", "sha256", dump.Sha256, "the file")),
            // A point is a database, whose size the server itself changes.
            .. goal.Point is null ? [new Finding(backup, "bytes", goal.Dump.Bytes.ToString(CultureInfo.InvariantCulture), "the file")] : Array.Empty<Finding>(),
            new(database, "backup", goal.Dump.Path, $"{goal.Choice}; taken {(goal.Time is { } time ? $"at {time.Earliest:u}, says {time.Source}" : "at a time that nothing tells")}"),
        ];
    }

    private static List<string> Notes(PostgresPart part, PostgresGoal goal)
    {
        var kept = PostgresNames.Kept(goal.Live, goal.Facts.Oid!.Value);
        var back = goal is { InPlace: { } place, Point: null }
            ? $"There is no way back once {part.Name}/replace has begun: what {goal.Live} held is then in the safety dump in {place.Folder}, and the message of a failure says how to bring it back by hand. The backup is not restored before: users are without service until it is."
            : $"To go back by hand after the exchange: rename {goal.Live} away and {kept} to {goal.Live}, then {PostgresStatements.Allow(goal.Live, true).Trim()}";
        var notes = new List<string>
        {
            $"To lift the fence by hand, connected to database {goal.Maintenance}: {PostgresStatements.Allow(goal.Live, true).Trim()}",
            back,
            $"If pgbouncer stands before {goal.Live}, type RECONNECT {SqlQuote.Identifier(goal.Live)}; in its console after the run: its open server connections are ended by the fence.",
            PostgresSequences.Note(goal, part.KeepsSequencesAhead),
        };
        if (part.Forward is not null && goal.InContainer)
            notes.Add("The migration gets the copy's URL as DATABASE_URL where the container's address leads to the server from here; where it does not, one that leads nowhere, and in any case the copy's name as ROLLBACKOPS_DATABASE.");
        if (goal is { Free: null, Point: null })
            notes.Add($"The free space of the server ({goal.Where}) can't be measured from here. What is restored needs about {PostgresRefusals.Megabytes(PostgresRefusals.Needed(goal))}.");
        if (goal.Earlier.Count > 0)
            notes.Add($"Where the backup of {part.Name} can't be used, these are tried instead, in this order: {string.Join(", ", goal.Earlier.Select(dump => Path.GetFileName(dump.Path)))}.");
        if (goal.Proof is { } proof)
            notes.Add(proof);
        notes.AddRange(PointPlan.Notes(part, goal));
        notes.AddRange(goal.Notes);
        return notes;
    }
}
