using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Runbooks;

namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>
/// Where a plan ends by the laws of the design alone: without a journal, a process or an interruption. An independent word
/// about what the engine does; things are old, half, new or somebody's.
/// </summary>
internal sealed class Model(Scenario scenario, IReadOnlyList<Step> steps)
{
    private readonly List<WalkThing> _started = [];
    private readonly HashSet<string> _inEffect = [];
    private List<WalkCheck> _held = [];

    public Dictionary<string, string> Things { get; } = scenario.Things.ToDictionary(thing => thing.Name, thing => thing.Start switch
    {
        Start.New => WalkWorld.New,
        Start.Foreign => WalkWorld.Foreign,
        _ => WalkWorld.OldOf(thing.Name),
    });

    public Outcome End()
    {
        foreach (var step in steps)
            if (!Do(step) && !step.Optional)
                return After(step);
        return Outcome.Proven;
    }

    private bool Do(Step step) => step.Kind switch
    {
        RunSteps.Evidence => true,
        RunSteps.Baseline => Remember(),
        RunSteps.Prove => scenario.Checks.Where(check => check.AfterOpen == (step.Moment == Moment.Watch)).All(Holds),
        RunSteps.Gate => scenario.Person != Answering.Wrongly,
        _ => Do(scenario.Find(step.Subject)),
    };

    private bool Do(WalkThing thing)
    {
        if (Things[thing.Name] == WalkWorld.Foreign)
            return false;
        if (Things[thing.Name] == WalkWorld.New)
            return _inEffect.Add(thing.Name);
        _started.Add(thing);
        if (thing.Needs is { } need && !_inEffect.Contains(need))
            return false;
        Things[thing.Name] = After(thing.Doing, Things[thing.Name], WalkWorld.New);
        return thing.Doing == Failure.None && _inEffect.Add(thing.Name);
    }

    private Outcome After(Step failed)
    {
        if (_started.All(thing => thing.Touch != Touch.Users))
        {
            UndoAll(onlyUntilOneFails: false);
            return Outcome.Refused;
        }

        var isForeign = failed.Kind == "walk" && Things[failed.Subject] == WalkWorld.Foreign;
        var isOpened = failed.Moment > Moment.Prove && _started.Any(thing => thing.MovesData);
        var isGone = _started.Any(thing => thing.Back == Way.NoReturn);
        if (isForeign || isOpened || isGone || scenario.OnFailure == OnFailure.Hold)
            return Outcome.Held;
        return UndoAll(onlyUntilOneFails: true) && _held.All(Holds) ? Outcome.Undone : Outcome.Held;
    }

    private bool UndoAll(bool onlyUntilOneFails)
    {
        var all = true;
        foreach (var thing in Enumerable.Reverse(_started).Where(thing => thing.Back == Way.Undo && Things[thing.Name] != WalkWorld.OldOf(thing.Name)))
        {
            Things[thing.Name] = After(thing.Undoing, Things[thing.Name], WalkWorld.OldOf(thing.Name));
            all &= thing.Undoing == Failure.None;
            if (!all && onlyUntilOneFails)
                return false;
        }

        return all;
    }

    private static string After(Failure failure, string now, string wanted) => failure switch
    {
        Failure.None or Failure.Late => wanted,
        Failure.Half or Failure.HalfLie => WalkWorld.Half,
        _ => now,
    };

    private bool Remember()
    {
        _held = [.. scenario.Checks.Where(check => !check.AfterOpen && Holds(check))];
        return true;
    }

    private bool Holds(WalkCheck check) => check.Holds(Things[check.Thing] == WalkWorld.New);
}
