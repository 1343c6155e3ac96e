using FsCheck;
using FsCheck.Fluent;
using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Runbooks;

namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>Makes random scenarios, and smaller ones of one that fails.</summary>
internal static class Scenarios
{
    private static readonly Moment[] Moments = [Moment.Prepare, Moment.Shut, Moment.Stop, Moment.Switch, Moment.Start, Moment.Open];
    private static readonly Gen<Failure> Failures = Rarely(9, Failure.None, Failure.Early, Failure.Half, Failure.Late, Failure.Lie, Failure.HalfLie);

    public static Arbitrary<Scenario> Any => Arb.From(Gen.Select(
        from count in Gen.Choose(1, 7)
        from things in Gen.CollectToList(Enumerable.Range(0, count), Thing)
        from checks in Few(2, Check(things))
        from blows in Few(4, BlowAt(things))
        from onFailure in Rarely(3, OnFailure.Undo, OnFailure.Hold, OnFailure.UndoWave)
        from stopFirst in OneIn(5)
        from hasGate in OneIn(5)
        from undo in Rarely(2, 0, 1, 2, 3)
        from person in Rarely(2, Answering.Truly, Answering.Later, Answering.Wrongly)
        select new Scenario
        {
            Things = things,
            Checks = [.. checks.DistinctBy(check => check.Name)],
            Blows = [.. blows.DistinctBy(blow => blow.Tick)],
            OnFailure = onFailure,
            StopFirst = stopFirst,
            HasGate = hasGate,
            Person = person,
            Undo = undo,
        }, Sound), Smaller);

    private static Gen<WalkThing> Thing(int index) =>
        from moment in Gen.Elements(Moments)
        from aside in OneIn(8)
        from back in Rarely(8, Way.Undo, Way.NoReturn, Way.Nothing)
        from moves in OneIn(4)
        from optional in OneIn(6)
        from unknowable in OneIn(8)
        from need in Gen.Choose(-12, index - 1)
        from start in Rarely(14, Start.Old, Start.New, Start.Foreign)
        from doing in Failures
        from undoing in Failures
        from error in Gen.Choose(0, 3)
        select new WalkThing($"t{index}", moment)
        {
            Touch = aside || moment == Moment.Prepare ? Touch.Aside : Touch.Users,
            Back = back,
            MovesData = moves && !aside && moment >= Moment.Switch,
            Optional = optional,
            Unknowable = unknowable,
            Needs = need >= 0 ? $"t{need}" : null,
            Start = start,
            Doing = doing,
            Undoing = undoing,
            Error = error,
        };

    private static Gen<WalkCheck> Check(IReadOnlyList<WalkThing> things) =>
        from rule in Rarely(2, CheckRule.Always, CheckRule.WhileOld, CheckRule.OnceNew, CheckRule.Never)
        from thing in Gen.Elements(things.ToArray())
        from after in OneIn(3)
        select new WalkCheck(rule, thing.Name, after || thing.Moment == Moment.Open);

    private static Gen<WalkBlow> BlowAt(IReadOnlyList<WalkThing> things) =>
        from tick in Gen.Choose(1, 60)
        from blow in Gen.Elements(Enum.GetValues<Blow>())
        from thing in Gen.Elements(things.ToArray())
        select new WalkBlow(tick, blow, thing.Name);

    // A need is of a step that comes before, as planning makes sure.
    private static Scenario Sound(Scenario scenario) => scenario with
    {
        Things = [.. scenario.Things.Select((thing, index) => thing.Needs is { } need
            && scenario.Things.Take(index).Any(giver => giver.Name == need
                && StepOrder.Rank(giver.Moment, scenario.StopFirst) <= StepOrder.Rank(thing.Moment, scenario.StopFirst))
                ? thing
                : thing with { Needs = null })],
    };

    private static IEnumerable<Scenario> Smaller(Scenario scenario) =>
    [
        .. Without(scenario.Blows).Select(blows => scenario with { Blows = blows }),
        .. Without(scenario.Checks).Select(checks => scenario with { Checks = checks }),
        .. scenario.Things.Where(_ => scenario.Things.Count > 1).Select(thing => Sound(scenario with
        {
            Things = [.. scenario.Things.Where(other => other != thing)],
            Checks = [.. scenario.Checks.Where(check => check.Thing != thing.Name)],
            Blows = [.. scenario.Blows.Where(blow => blow.Thing != thing.Name || blow.Blow != Blow.Foreign)],
        })),
        .. scenario.Things.SelectMany((thing, index) => Simpler(thing).Where(simple => simple != thing).Select(simple =>
            scenario with { Things = [.. scenario.Things.Take(index), simple, .. scenario.Things.Skip(index + 1)] })),
        .. new[] { scenario with { HasGate = false }, scenario with { StopFirst = false }, scenario with { OnFailure = OnFailure.Undo }, scenario with { Person = Answering.Truly }, scenario with { Undo = 0 } }
            .Where(simple => simple != scenario).Select(Sound),
    ];

    private static IEnumerable<WalkThing> Simpler(WalkThing thing) =>
    [
        thing with { Doing = Failure.None }, thing with { Undoing = Failure.None }, thing with { Optional = false },
        thing with { Unknowable = false }, thing with { Needs = null }, thing with { Start = Start.Old },
        thing with { Back = Way.Undo }, thing with { MovesData = false }, thing with { Error = 0 },
    ];

    private static IEnumerable<IReadOnlyList<T>> Without<T>(IReadOnlyList<T> list) =>
        list.Select((_, index) => (IReadOnlyList<T>)[.. list.Take(index), .. list.Skip(index + 1)]);

    private static Gen<List<T>> Few<T>(int most, Gen<T> gen) =>
        Gen.SelectMany(Gen.Choose(0, most), count => Gen.ListOf(gen, count));

    private static Gen<bool> OneIn(int many) => Gen.Select(Gen.Choose(1, many), chosen => chosen == many);

    // The usual one so many times as often as the others together.
    private static Gen<T> Rarely<T>(int usual, T first, params T[] others) =>
        Gen.Frequency((usual, Gen.Constant(first)), (1, Gen.Elements(others)));
}
