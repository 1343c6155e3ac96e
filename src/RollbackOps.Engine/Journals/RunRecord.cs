using RollbackOps.Events;

namespace RollbackOps.Engine.Journals;

/// <summary>A journal, folded: what a run has done so far.</summary>
public sealed class RunRecord
{
    private readonly Dictionary<string, StepRecord> _steps = [];
    private readonly Dictionary<string, bool> _answers = [];
    private readonly Dictionary<string, Settled> _settled = [];

    /// <summary>Folds a journal's events.</summary>
    public RunRecord(IEnumerable<RunEvent> events)
    {
        foreach (var @event in events)
            Add(@event);
    }

    /// <summary>
    /// The runs of a system that can be read, newest first. A journal whose first line was never written whole belongs to a
    /// run that has done nothing.
    /// </summary>
    internal static IEnumerable<RunRecord> Of(ISystemState state) => Of(state, run => !state.Look(run).IsBroken);

    /// <summary>The newest run; null for none.</summary>
    /// <exception cref="RollbackException">Its journal is broken: it may be unfinished.</exception>
    internal static RunRecord? Newest(ISystemState state) => Of(state, _ => true).FirstOrDefault();

    private static IEnumerable<RunRecord> Of(ISystemState state, Func<string, bool> isWanted)
    {
        var superseded = new Dictionary<string, RunOpened>();
        foreach (var record in state.Runs.Reverse().Where(isWanted).Select(run => new RunRecord(state.Read(run))))
        {
            if (record.Opened is not { } opened)
                continue;
            if (superseded.TryGetValue(opened.Run, out var newer))
                (record.SupersededBy, record.IsClosed) = (newer.Run, record.IsClosed || !(record.Asked?.At > newer.At));
            if (opened.Plan.Request.Over is { } over)
                superseded.TryAdd(RunNumber.Of(over), opened);
            yield return record;
        }
    }

    /// <summary>The run that is not over, which may be an older one that is being undone; null for none.</summary>
    /// <exception cref="RollbackException">The newest journal is broken: it may be unfinished.</exception>
    internal static RunRecord? Unfinished(ISystemState state) => Newest(state) is { IsClosed: false } newest
        ? newest
        : Of(state).FirstOrDefault(record => !record.IsClosed);

    /// <summary>How the run began; null before its first event.</summary>
    public RunOpened? Opened { get; private set; }

    /// <summary>Its result, or where it was paused last; null while it is under way.</summary>
    public RunResult? Result { get; private set; }

    /// <summary>True once it is closed: nothing is appended any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Why it turned back; null where it did not.</summary>
    public string? TurnedBack { get; private set; }

    /// <summary>Which wave is undone alone, and why; null where none is.</summary>
    public Events.TurnedBack? WaveTurnedBack { get; private set; }

    /// <summary>The wish of a person for the state before the run; null where nobody asked.</summary>
    public UndoAsked? Asked { get; private set; }

    /// <summary>The newer run that took this one's place; null for none.</summary>
    public string? SupersededBy { get; private set; }

    /// <summary>What the run kept and was given up, by identity.</summary>
    public IReadOnlyDictionary<string, Settled> Settled => _settled;

    /// <summary>True where it ended with some waves at the target and the others as they were: users are back to that.</summary>
    public bool IsWaveOver { get; private set; }

    /// <summary>True once all that comes before opening was in effect: from then on, users may have written to what is new.</summary>
    public bool IsProofOver => Opened is { } opened && opened.Plan.Steps
        .Where(step => step.Moment <= Moment.Prove)
        .All(step => Find(step.Id)?.IsInEffect == true || step.Optional);

    /// <summary>
    /// True once users may have written to data that the run has brought, proven or not: it was put in its place, and what lets
    /// users in was begun; or nothing had kept them out.
    /// </summary>
    public bool MayBeWrittenTo
    {
        get
        {
            if (Opened is not { Plan: var plan } || !plan.Steps.Any(step => step is { MovesData: true, Moment: Moment.Switch } && Find(step.Id) is { IsOwn: true }))
                return false;
            var letIn = plan.Steps.Where(step => step.Moment > Moment.Switch && step.Touch == Touch.Users).ToList();
            return letIn.Count == 0 || letIn.Exists(step => Find(step.Id) is not null);
        }
    }

    /// <summary>The last failure; null for none.</summary>
    public StepFailed? Failure { get; private set; }

    /// <summary>The steps that were started, in that order.</summary>
    public IReadOnlyDictionary<string, StepRecord> Steps => _steps;

    /// <summary>The answers to gates.</summary>
    public IReadOnlyDictionary<string, bool> Answers => _answers;

    /// <summary>The gifts so far.</summary>
    public IReadOnlyDictionary<string, string> Gifts => _steps.Values
        .Where(step => step.IsInEffect)
        .SelectMany(step => step.Ended!.Gifts)
        .DistinctBy(gift => gift.Key)
        .ToDictionary();

    /// <summary>What a step went through; null where it was not started.</summary>
    public StepRecord? Find(string step) => _steps.GetValueOrDefault(step);

    /// <summary>When something happened last.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>Takes in one more event.</summary>
    public void Add(RunEvent @event)
    {
        LastAt = @event is Settled ? LastAt : @event.At;
        switch (@event)
        {
            case RunOpened opened:
                Opened = opened;
                break;
            case StepStarted started:
                _steps[started.Step] = new() { Before = started.Before, StartedAt = started.At };
                break;
            case StepEnded ended:
                _steps[ended.Step] = (Find(ended.Step) ?? new() { Before = ended.State, StartedAt = ended.At }) with { Ended = ended };
                break;
            case UndoAsked asked:
                Asked = asked;
                TurnedBack ??= $"{asked.By.User} asked for the state before it{(asked.Reason is { } reason ? $": {reason}" : ".")}";
                (Result, IsClosed) = (null, false);
                break;
            case UndoStarted undo:
                // What a person said of the step was about the time before.
                _answers.Remove(undo.Step);
                if (Find(undo.Step) is { } begun)
                    _steps[undo.Step] = begun with { UndoStartedAt = undo.At };
                break;
            case UndoEnded undone:
                _steps[undone.Step] = _steps[undone.Step] with { Undone = undone };
                break;
            case Settled settled:
                _settled[settled.Thing.Identity] = settled;
                break;
            case StepFailed failed:
                Failure = failed;
                break;
            case TurnedBack { Wave: not null } alone:
                WaveTurnedBack = alone;
                break;
            case TurnedBack back:
                TurnedBack = back.Why;
                break;
            case GateAnswered answer:
                _answers[answer.Gate] = answer.Yes;
                break;
            case RunPaused paused:
                Result = paused.Result;
                break;
            case RunResumed:
                Result = null;
                break;
            case RunEnded ended:
                Result = ended.Result;
                IsClosed = true;
                IsWaveOver = ended.Result.Outcome == Outcome.Held;
                break;
        }
    }
}
