using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>The steps by which a fresh server on a fresh volume takes a service's place. Pure.</summary>
internal static class FreshPlan
{
    private const double LoadedPerSecond = 5e6;

    /// <summary>Plans.</summary>
    /// <exception cref="RollbackException">There is no room, or migrations would have to run there.</exception>
    public static PartPlan Of(PostgresPart part, Ask ask, FreshGoal goal)
    {
        if (goal.Live is { } live && ask.IsInPlace(part, live, PostgresPlanner.Source(goal.Dump.Sha256)))
            return new() { Findings = Findings(goal), Notes = [$"Database {goal.Place.Database} came back by an earlier run: it is in place, whatever was written to it since. To bring it back once more, say --again."] };
        Refuse(part, goal);
        return new() { Steps = Steps(part, ask, goal), Findings = Findings(goal), Losses = [Loss(goal)], Notes = Notes(part, goal) };
    }

    private static void Refuse(PostgresPart part, FreshGoal goal)
    {
        if (part.Forward is not null)
            throw PostgresRefusals.Refuse($"Migrations can't reach a fresh server before it takes the place of {goal.Place.Service}.", $"Take forward: out of {part.Name} in the runbook, and run them when it is proven; or place: fresh.");
        var needed = (long)(Math.Max(goal.Room.Used, goal.Dump.Bytes) * 1.2);
        if (goal.Room.Free < needed)
            throw PostgresRefusals.Refuse($"There is no room for a fresh volume: {PostgresRefusals.Megabytes(goal.Room.Free)} are free in {goal.Place.Folder}, and it needs about {PostgresRefusals.Megabytes(needed)} ({PostgresRefusals.Megabytes(Math.Max(goal.Room.Used, goal.Dump.Bytes))} and a fifth).", "Free space on Docker's disk, then plan again.");
    }

    private static Step[] Steps(PostgresPart part, Ask ask, FreshGoal goal)
    {
        var (place, file) = (goal.Place, Path.GetFileName(goal.Dump.Path));
        var detail = new FreshDetail(part.Name, place, goal.Room.Content, goal.Dump) { Earlier = goal.Earlier };
        var load = TimeSpan.FromSeconds(Math.Ceiling(10 + (Math.Max(goal.Room.Used, goal.Dump.Bytes) / LoadedPerSecond)));
        var switched = GiftNames.Switched(part.Name);
        var stopped = ask.Runbook.Parts.Where(other => other is ComposePart or KubernetesPart or CommandPart).Select(other => new Need(GiftNames.Stopped(other.Name), IfOffered: true));
        return
        [
            Step(part, place, "fresh", $"restore {file} on a fresh server beside {place.Service}, on a volume of its own, and count its rows", Moment.Prepare, Touch.Aside, detail, load) with
            {
                Gives = [PostgresTarget.OidGift(part.Name), PostgresTarget.SourceGift(part.Name), BesideVolume.Gift(part.Name)],
                Limit = PostgresPlanner.Limit(load),
            },
            Step(part, place, "halt", $"stop {place.Service}", Moment.Stop, Touch.Users, detail, TimeSpan.FromSeconds(5)) with
            {
                Needs = [.. stopped],
                Gives = [PostgresTarget.FencedGift(part.Name)],
                For = [switched],
            },
            Step(part, place, "content", $"exchange the content of the volume {place.Volume} for the fresh server's, under the same name", Moment.Switch, Touch.Users, detail, TimeSpan.FromSeconds(2)) with
            {
                Needs = [new(PostgresTarget.OidGift(part.Name)), new(PostgresTarget.FencedGift(part.Name))],
                Gives = [switched],
                MovesData = true,
            },
            Step(part, place, "revive", $"start {place.Service} on it", Moment.Start, Touch.Users, detail, TimeSpan.FromSeconds(5)) with
            {
                Needs = [new(switched)],
                Gives = [GiftNames.Open(part.Name)],
                For = [switched],
            },
        ];
    }

    private static Step Step(PostgresPart part, FreshPlace place, string name, string does, Moment moment, Touch touch, FreshDetail detail, TimeSpan estimate) => new()
    {
        Id = $"{part.Name}/{name}",
        Kind = $"postgres.{name}",
        Subject = $"service {place.Service}",
        Does = does,
        Moment = moment,
        Touch = touch,
        Back = Back.ByUndo,
        Detail = EngineJson.ToElement(detail),
        Estimate = estimate,
    };

    private static Finding[] Findings(FreshGoal goal)
    {
        var (service, backup) = ($"service {goal.Place.Service}", $"backup {goal.Dump.Path}");
        return
        [
            new(service, "container", goal.Place.Container, "docker"),
            new(service, "image", goal.Place.Image, "docker"),
            new($"volume {goal.Place.Volume}", "content", goal.Room.Content, "the folder's inode"),
            new(backup, "sha256", goal.Dump.Sha256, "the file"),
            .. goal.Earlier.Select(dump => new Finding($"backup {dump.Path}", "sha256", dump.Sha256, "the file")),
            new(backup, "bytes", goal.Dump.Bytes.ToString(CultureInfo.InvariantCulture), "the file"),
            new($"database {goal.Place.Database}", "backup", goal.Dump.Path, $"{goal.Choice}; taken {(goal.Time is { } time ? $"at {time.Earliest:u}, says {time.Source}" : "at a time that nothing tells")}"),
        ];
    }

    private static Loss Loss(FreshGoal goal) => new()
    {
        Subject = $"all databases of service {goal.Place.Service}",
        Since = goal.Time?.Earliest,
        Source = goal.Time?.Source ?? "nothing tells when the backup was taken",
        Told = [$"can't tell what was written: the server is not asked, because it may be down or corrupt; other databases, roles, and settings of the server that are not in the backup stay behind"],
        Kept = $"the content of a volume of the run's own, marked rollbackops.fresh",
    };

    private static List<string> Notes(PostgresPart part, FreshGoal goal) =>
    [
        $"The fresh server has the roles that its image makes ({goal.Place.User}): a backup that needs others is refused before users notice anything.",
        $"The container of {goal.Place.Service} and its volume's name stay: a plain docker compose up changes nothing.",
        goal.Live is null ? $"The server of {part.Name} does not answer; its users are without service until the end of the run." : $"The server of {part.Name} answers. Unless it is corrupt, restoring beside in the same server is shorter: leave place: fresh out.",
        .. goal.Notes,
    ];
}
