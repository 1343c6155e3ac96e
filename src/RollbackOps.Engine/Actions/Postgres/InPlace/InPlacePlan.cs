using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres.InPlace;

/// <summary>The steps by which a database comes back in its own place, where there is no room for two. Pure.</summary>
internal static class InPlacePlan
{
    private const double DumpedPerSecond = 40e6;

    /// <summary>The steps after the backup was read; <paramref name="fence"/> and <paramref name="open"/> are those of every exchange.</summary>
    public static Step[] Steps(PostgresPart part, Ask ask, PostgresGoal goal, PostgresTarget target, Step read, Step fence, Step open, TimeSpan load)
    {
        var aside = PostgresNames.Aside(target.Live, target.Oid);
        var detail = new InPlaceDetail(target, aside, goal.InPlace!.Folder!, goal.Dump) { Earlier = goal.Earlier, KeepsSequencesAhead = part.KeepsSequencesAhead };
        var safety = TimeSpan.FromSeconds(Math.Ceiling(1 + (goal.Facts.Size / DumpedPerSecond)));
        var file = Path.GetFileName(goal.Dump.Path);
        return
        [
            read,
            fence,
            PostgresPlanner.Step(part, goal, "aside", $"rename {target.Live} to {aside}, where nobody finds it, to dump it", Moment.Switch, Touch.Users, Back.ByUndo, detail, TimeSpan.FromSeconds(1)) with
            {
                Needs = [new(PostgresTarget.FencedGift(part.Name))],
                Gives = [$"{part.Name}/aside"],
                For = [GiftNames.Switched(part.Name)],
            },
            PostgresPlanner.Step(part, goal, "safety", $"dump it to {detail.Folder} and read the dump to its end", Moment.Switch, Touch.Users, Back.NothingToUndo, detail, safety) with
            {
                Needs = [new($"{part.Name}/aside")],
                Gives = [$"{part.Name}/safety"],
                For = [GiftNames.Switched(part.Name)],
                Limit = PostgresPlanner.Limit(safety),
            },
            PostgresPlanner.Step(part, goal, "replace", $"drop {aside}, restore {file} in its place{(part.Forward is null ? "" : ", migrate it")} and count its rows", Moment.Switch, Touch.Users, NoReturn(target, detail), detail, load) with
            {
                Needs = [new(PostgresTarget.ReadGift(part.Name)), new($"{part.Name}/safety"), .. CommandNeeds.Of(part.Forward, ask.Runbook)],
                Gives = [PostgresTarget.OidGift(part.Name), PostgresTarget.SourceGift(part.Name), GiftNames.Switched(part.Name)],
                MovesData = true,
                Limit = PostgresPlanner.Limit(load) + (part.Forward?.Limit ?? TimeSpan.Zero),
            },
            open,
        ];
    }

    private static Back.NoReturn NoReturn(PostgresTarget target, InPlaceDetail detail) => new(
        $"there is no room for two: the database {target.Live} is dropped before the backup is restored",
        $"the database {target.Live} as it is; its safety dump in {detail.Folder} brings back what it held");
}
