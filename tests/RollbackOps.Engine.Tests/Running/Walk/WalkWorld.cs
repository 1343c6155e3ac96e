using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Running;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>What the steps of a scenario change; it deals the blows and sees what must never happen.</summary>
internal sealed class WalkWorld
{
    private readonly Scenario _scenario;
    private readonly Dictionary<int, WalkBlow> _blows;
    private readonly HashSet<string> _once = [];
    private TaskCompletionSource<Run> _run = new();
    private string? _pending;
    private int _ticks;

    public WalkWorld(Scenario scenario)
    {
        _scenario = scenario;
        _blows = scenario.Blows.ToDictionary(blow => blow.Tick);
        foreach (var thing in scenario.Things)
            Things[thing.Name] = thing.Start switch { Start.New => New, Start.Foreign => Foreign, _ => OldOf(thing.Name) };
    }

    public const string New = "new";
    public const string Half = "half";
    public const string Foreign = "somebody's";

    public Dictionary<string, string> Things { get; } = [];

    public List<string> Story { get; } = [];

    /// <summary>What happened that never may.</summary>
    public List<string> Violations { get; } = [];

    public bool IsDead { get; private set; }

    public bool IsFull { get; private set; }

    /// <summary>True once a person has put right all that goes wrong.</summary>
    public bool IsMended { get; private set; }

    public bool PersonIsThere { get; set; }

    /// <summary>The things about which the person told the contrary of what is.</summary>
    public HashSet<string> Misled { get; } = [];

    /// <summary>The things that someone else changed during the run.</summary>
    public HashSet<string> Hit { get; } = [];

    /// <summary>What the journal holds, as the world saw it written.</summary>
    public HashSet<string> Written { get; } = [];

    public bool HasTurnedBack => Written.Contains("turned back");

    public static string OldOf(string thing) => $"old {thing}";

    public Failure Doing(WalkThing thing) => IsMended ? Failure.None : thing.Doing;

    public Failure Undoing(WalkThing thing) => IsMended ? Failure.None : thing.Undoing;

    public bool Holds(WalkCheck check) => IsMended || check.Holds(Things[check.Thing] == New);

    /// <summary>Another process begins.</summary>
    public void Live()
    {
        (IsDead, IsFull, _run) = (false, false, new());
        Story.Add("-- a process begins");
    }

    public void Began(Run run) => _run.SetResult(run);

    /// <summary>The effect of a step.</summary>
    public void Put(WalkThing thing, string identity, bool undo)
    {
        RefuseDead();
        Watch(thing, identity, undo);
        Tick(kill => kill == Blow.KillBefore, () =>
        {
            if (identity != Half && !_once.Add($"{thing.Name} {undo}"))
                Violations.Add($"{thing.Name} was {(undo ? "undone" : "done")} twice");
            Things[thing.Name] = identity;
            Story.Add($"   {(undo ? "undo" : "do")}: {thing.Name} = {identity}");
        });
    }

    /// <summary>A line of the journal: stored, torn or not there.</summary>
    public void Write(RunEvent @event, Action store, Action tear)
    {
        RefuseDead();
        if (IsFull)
            throw new JournalLostException("of the walk", "no space left", JournalLoss.NoRoom);
        var isFirst = @event is RunOpened or RunResumed or UndoAsked;
        Tick(
            kill =>
            {
                if (kill is Blow.KillTorn or Blow.DiskFull)
                    tear();
                return kill is Blow.KillBefore or Blow.KillTorn;
            },
            () =>
            {
                store();
                Story.Add($"{@event.GetType().Name} {Note(@event)}");
            },
            isLine: true,
            isFirst);
        if (IsCalm(@event))
            Change();
    }

    /// <summary>A person puts right all that went wrong, so that the run can go on.</summary>
    public void Mend()
    {
        Story.Add("-- all is mended");
        (IsMended, PersonIsThere, _pending) = (true, true, null);
        foreach (var blow in _blows.Values.Where(blow => blow.Blow == Blow.Foreign).ToList())
            _blows.Remove(blow.Tick);
        foreach (var thing in _scenario.Things.Where(thing => Things[thing.Name] == Foreign))
        {
            ByOthers(thing.Name);
            Things[thing.Name] = thing.Start == Start.New || (Written.Contains($"ended {thing.Step}") && !HasTurnedBack) ? New : OldOf(thing.Name);
        }
    }

    public void RefuseDead()
    {
        if (IsDead)
            throw new KilledException();
    }

    private void Tick(Func<Blow, bool> isLost, Action happen, bool isLine = false, bool isFirst = false)
    {
        var blow = _blows.GetValueOrDefault(++_ticks);
        if (blow is null)
        {
            happen();
            return;
        }

        Story.Add($"** {blow.Blow} {(blow.Blow == Blow.Foreign ? blow.Thing : "")}");
        if (blow.Blow is Blow.KillBefore or Blow.KillTorn or Blow.KillAfter)
        {
            IsDead = true;
            if (!isLost(blow.Blow))
                happen();
            throw new KilledException();
        }

        if (blow.Blow == Blow.DiskFull && isLine)
        {
            IsFull = true;
            isLost(blow.Blow);
            throw new JournalLostException("of the walk", "no space left", JournalLoss.NoRoom);
        }

        if (blow.Blow == Blow.Foreign)
            _pending = blow.Thing;
        if (blow.Blow is Blow.Interrupt or Blow.InterruptTwice && isFirst)
            _blows[_ticks + 1] = blow;
        else if (blow.Blow is Blow.Interrupt or Blow.InterruptTwice)
            Interrupt(blow.Blow == Blow.InterruptTwice);
        happen();
    }

    private void Interrupt(bool twice)
    {
        var run = _run.Task.GetAwaiter().GetResult();
        run.Interrupt();
        if (twice)
            run.Interrupt();
    }

    // Between two steps: nobody reads what a step is about at that moment.
    private static bool IsCalm(RunEvent @event) => @event is RunOpened or RunResumed or UndoAsked or StepEnded or StepFailed or TurnedBack or UndoEnded;

    private void Change()
    {
        if (_pending is not { } thing)
            return;
        (Things[thing], _pending) = (Foreign, null);
        ByOthers(thing);
        Story.Add($"   someone else: {thing} = {Foreign}");
    }

    private void ByOthers(string thing)
    {
        Hit.Add(thing);
        _once.RemoveWhere(done => done.StartsWith($"{thing} ", StringComparison.Ordinal));
    }

    private string Note(RunEvent @event)
    {
        var note = @event switch
        {
            StepStarted started => $"started {started.Step}",
            StepEnded ended => $"ended {ended.Step}{(ended.Already ? " already" : "")}",
            StepFailed failed => $"failed {failed.Step}: {failed.Error} {failed.Message}",
            UndoStarted undo => $"undo of {undo.Step}",
            UndoEnded undo => $"undone {undo.Step}",
            TurnedBack or UndoAsked => "turned back",
            CheckMeasured measured => $"{measured.When} {measured.Result.Check} {measured.Result.Passed}",
            GateAnswered answer => $"{answer.Gate} {answer.Yes}",
            RunPaused paused => $"{paused.Result.Outcome}: {paused.Result.Message}",
            RunEnded ended => $"{ended.Result.Outcome}: {ended.Result.Message}",
            _ => "",
        };
        Written.Add(note);
        return note;
    }

    private void Watch(WalkThing thing, string identity, bool undo)
    {
        if (Things[thing.Name] == Foreign)
            Violations.Add($"what someone else made of {thing.Name} was overwritten");
        if (IsFull)
            Violations.Add($"{thing.Name} was changed after the journal was lost");
        if (undo && !(HasTurnedBack && Written.Contains($"undo of {thing.Step}")))
            Violations.Add($"the undo of {thing.Name} was not journaled first");
        if (!undo && (HasTurnedBack || !Written.Contains($"started {thing.Step}")))
            Violations.Add($"{thing.Name} was changed without its beginning in the journal, or after turning back");
        if (undo && thing.Back != Way.Undo)
            Violations.Add($"{thing.Name} was undone, and has no undo");
    }
}
