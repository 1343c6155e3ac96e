using RollbackOps.Engine.Runbooks;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>What holds at the end of any run, whatever hit it: the result, the journal and the world agree.</summary>
internal static class Laws
{
    public static IEnumerable<string> Broken(Scenario scenario, WalkWorld world, RunResult result, IReadOnlyList<RunEvent> events) =>
    [
        .. world.Violations,
        .. result.Outcome switch
        {
            Outcome.Proven => Proven(scenario, world, events),
            Outcome.Undone => Undone(scenario, world, result, events),
            Outcome.Refused => Refused(scenario, world, result, events),
            Outcome.Held => Held(scenario, result, events),
            _ => [$"a run can't end as {result.Outcome}"],
        },
        .. Journal(scenario, events),
        .. result.Next.Length == 0 ? ["nothing says what to type next"] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> Proven(Scenario scenario, WalkWorld world, IReadOnlyList<RunEvent> events)
    {
        if (events.Any(@event => @event is TurnedBack or UndoAsked))
            yield return "proven after turning back";
        foreach (var thing in scenario.Things.Where(thing => !thing.Optional && !world.Misled.Contains(thing.Name)))
        {
            if (!events.Any(@event => @event is StepEnded ended && ended.Step == thing.Step))
                yield return $"proven without {thing.Step}";
            if (world.Things[thing.Name] != WalkWorld.New && !world.Hit.Contains(thing.Name))
                yield return $"proven, but {thing.Name} is {world.Things[thing.Name]}";
        }

        foreach (var check in scenario.Checks.Where(check => !world.Hit.Contains(check.Thing) && !world.Holds(check)))
            yield return $"proven, but {check.Name} does not hold";
        // What held before a pause says nothing of now.
        var last = events.Reverse().TakeWhile(@event => @event is not RunResumed).OfType<CheckMeasured>().ToList();
        foreach (var check in scenario.Checks)
            if (last.Find(measured => measured.Result.Check == check.Name && measured.When != CheckTime.BeforeRun) is not { Result.Passed: true })
                yield return $"proven, but {check.Name} was not proven by the process that says so";
    }

    private static IEnumerable<string> Undone(Scenario scenario, WalkWorld world, RunResult result, IReadOnlyList<RunEvent> events)
    {
        var asked = events.OfType<UndoAsked>().FirstOrDefault();
        foreach (var thing in scenario.Things.Where(thing => !world.Hit.Contains(thing.Name) && !world.Misled.Contains(thing.Name)))
            if (world.Things[thing.Name] != Before(thing) && !MayStay(thing, asked, result) && !MayHoldRows(scenario, thing, events))
                yield return $"undone, but {thing.Name} is {world.Things[thing.Name]}";
        foreach (var thing in scenario.Things.Where(thing => asked is { AfterOpening: true } && thing.MovesData))
            if (events.Any(@event => @event is UndoEnded undone && undone.Step == thing.Step) && !result.Kept.Contains(WalkStep.LeftOf(thing.Name)))
                yield return $"undone, but what users wrote to {thing.Name} is not named";
        if (asked is not null && asked.AfterOpening != IsProven([.. events.TakeWhile(@event => @event is not UndoAsked)]))
            yield return $"undone as if users {(asked.AfterOpening ? "had" : "had not")} come back to what is new";
        foreach (var undone in events.SkipWhile(@event => @event is not UndoAsked).OfType<UndoEnded>())
            if (asked is { AfterOpening: true } && scenario.Things.Any(thing => thing.Step == undone.Step && thing.Touch == Touch.Aside))
                yield return $"{undone.Step} was undone, and users may have written to it";
        foreach (var kept in scenario.Things.Where(thing => MayHoldRows(scenario, thing, [.. events.TakeWhile(@event => @event is not (UndoAsked or TurnedBack))])))
            if (events.Any(@event => @event is UndoEnded undone && undone.Step == kept.Step))
                yield return $"{kept.Step} was undone, and users may have written to what it had made";
        // Where users noticed nothing, there is nothing to measure again.
        if (!Noticed(scenario, events))
            yield break;
        foreach (var check in events.OfType<CheckMeasured>().Where(measured => measured is { When: CheckTime.BeforeRun, Result.Passed: true }))
            if (scenario.Checks.First(other => other.Name == check.Result.Check) is var known && !world.Hit.Contains(known.Thing) && !world.Holds(known))
                yield return $"undone, but {known.Name} no longer holds";
    }

    // What was made beside and put in place, once users were let in, or never were kept out.
    private static bool MayHoldRows(Scenario scenario, WalkThing thing, IReadOnlyList<RunEvent> events)
    {
        var begun = events.OfType<StepStarted>().Select(started => started.Step).ToHashSet();
        var letIn = scenario.Things.Where(other => other is { Touch: Touch.Users, Moment: > Moment.Switch }).ToList();
        return thing.Touch == Touch.Aside
            && scenario.Things.Any(mover => mover is { MovesData: true, Moment: Moment.Switch } && mover.Needs == thing.Name && begun.Contains(mover.Step))
            && (letIn.Count == 0 || letIn.Exists(other => begun.Contains(other.Step)));
    }

    // A copy that may stay; what users wrote to since, where they came back; and what the result names as gone.
    private static bool MayStay(WalkThing thing, UndoAsked? asked, RunResult result) => thing.Back switch
    {
        Way.Nothing => true,
        Way.NoReturn => asked is not null && result.Message.Contains(thing.Step, StringComparison.Ordinal),
        _ => thing.Touch == Touch.Aside && asked is { AfterOpening: true },
    };

    private static IEnumerable<string> Refused(Scenario scenario, WalkWorld world, RunResult result, IReadOnlyList<RunEvent> events)
    {
        foreach (var thing in scenario.Things.Where(thing => !world.Hit.Contains(thing.Name)))
        {
            if (thing.Touch == Touch.Users && (world.Things[thing.Name] != Before(thing) || events.Any(@event => @event is StepStarted started && started.Step == thing.Step)))
                yield return $"refused, but users' {thing.Name} was touched";
            if (thing.Touch != Touch.Users && world.Things[thing.Name] != Before(thing) && !world.Misled.Contains(thing.Name)
                && !result.Leftovers.Any(left => left.StartsWith($"{thing.Name}:", StringComparison.Ordinal)) && !result.Kept.Contains(WalkWorld.OldOf(thing.Name)))
                yield return $"refused, but {thing.Name} is left and not named";
        }
    }

    private static IEnumerable<string> Held(Scenario scenario, RunResult result, IReadOnlyList<RunEvent> events)
    {
        if (!result.Next.Contains("resume", StringComparison.Ordinal))
            yield return "held without the next command";
        if (!events.Any(@event => @event is TurnedBack or UndoAsked) && !Reasons(scenario, events).Any())
            yield return "held for no reason";
    }

    private static IEnumerable<string> Journal(Scenario scenario, IReadOnlyList<RunEvent> events)
    {
        foreach (var twice in events.OfType<StepStarted>().GroupBy(started => started.Step).Where(group => group.Count() > 1 && group.Key.StartsWith('t')))
            yield return $"{twice.Key} was started twice";
        var turned = events.Index().FirstOrDefault(pair => pair.Item is TurnedBack or UndoAsked);
        if (turned.Item is null)
            yield break;
        foreach (var late in events.Skip(turned.Index).Where(@event => @event is StepStarted or StepEnded))
            yield return $"after turning back: {late}";
        var before = events.Take(turned.Index).ToList();
        if (turned.Item is TurnedBack && Noticed(scenario, before))
            foreach (var reason in Reasons(scenario, before))
                yield return $"turned back although {reason}";
        if (!Noticed(scenario, before))
            yield break;
        var undone = events.OfType<UndoEnded>().Select(ended => before.FindIndex(@event => IsBegin(@event, ended.Step))).ToList();
        if (!undone.SequenceEqual(undone.OrderDescending()))
            yield return "not undone last first";
    }

    // Why a run may hold, and then must.
    private static IEnumerable<string> Reasons(Scenario scenario, IReadOnlyList<RunEvent> events)
    {
        if (!Noticed(scenario, events))
            yield break;
        var started = scenario.Things.Where(thing => events.Any(@event => @event is StepStarted begun && begun.Step == thing.Step)).ToList();
        if (events.OfType<StepFailed>().LastOrDefault()?.Error == RollbackErrorId.ChangedByOthers)
            yield return "someone else changed the system";
        if (started.Find(thing => thing.Back == Way.NoReturn) is { } gone)
            yield return $"{gone.Name} can't be undone";
        if (scenario.OnFailure == OnFailure.Hold)
            yield return "the strategy says hold";
        if (started.Exists(thing => thing.MovesData) && IsProven(events))
            yield return "the moved data was proven and opened";
    }

    // All that comes before opening was in effect at the end of these events.
    private static bool IsProven(IReadOnlyList<RunEvent> events) => events.OfType<RunOpened>().First().Plan.Steps
        .Where(step => step.Moment <= Moment.Prove && !step.Optional)
        .All(step => events.LastOrDefault(@event => @event is StepEnded ended ? ended.Step == step.Id : @event is UndoEnded undone && undone.Step == step.Id) is StepEnded);

    private static bool Noticed(Scenario scenario, IReadOnlyList<RunEvent> events) => scenario.Things
        .Any(thing => thing.Touch == Touch.Users && events.Any(@event => @event is StepStarted begun && begun.Step == thing.Step));

    private static bool IsBegin(RunEvent @event, string step) => @event is StepStarted started && started.Step == step;

    private static string Before(WalkThing thing) => thing.Start switch
    {
        Start.New => WalkWorld.New,
        Start.Foreign => WalkWorld.Foreign,
        _ => WalkWorld.OldOf(thing.Name),
    };
}
