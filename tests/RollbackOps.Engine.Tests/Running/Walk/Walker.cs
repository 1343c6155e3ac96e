using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Running;
using RollbackOps.Engine.Running.Steps;
using RollbackOps.Engine.Running.Undoing;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>Takes a scenario to its end, by as many processes as it takes.</summary>
internal sealed class Walker : IDisposable
{
    private const int MostProcesses = 40;
    private static readonly Operator By = new("walker", "here", 1);
    private readonly Scenario _scenario;
    private readonly Runbook _runbook;
    private readonly RunStarter _starter;
    private int _process;
    private readonly string _folder = Path.Combine(
        Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"rollbackops-walk-{Guid.NewGuid():N}");

    public Walker(Scenario scenario)
    {
        _scenario = scenario;
        World = new(scenario);
        _runbook = WalkPlan.Runbook(scenario, Path.Combine(_folder, "rollback.yaml"));
        Plan = WalkPlan.Of(scenario, _runbook);
        State = new(StateFolder.In(Path.Combine(_folder, "state"), "walk", "production"));
        Reserve(State.Folder);
        var board = new CheckBoard([new WalkMeasure(scenario, World)], TimeProvider.System);
        IStepKind[] kinds =
            [new WalkStep(scenario, World), new EvidenceStep([], TimeProvider.System), new BaselineStep(board), new ProveStep(board), new GateStep()];
        _starter = new(kinds.ToDictionary(kind => kind.Kind), new Redactor(), TimeProvider.System);
    }

    public WalkWorld World { get; }

    public Plan Plan { get; }

    public FileState State { get; }

    public IReadOnlyList<RunEvent> Events => State.Read(RunRecord.Newest(State)!.Opened!.Run);

    /// <summary>Begins or goes on until the run is closed or held.</summary>
    public async Task<RunResult> GoAsync()
    {
        for (; _process < MostProcesses; _process++)
        {
            var result = await LiveAsync(isUndo: _scenario.Undo > 1 && _process == _scenario.Undo - 1);
            if (result?.Outcome is Outcome.Waiting)
                World.PersonIsThere = true;
            else if (result is not null && result.Outcome != Outcome.Interrupted)
                return result;
        }

        throw new InvalidOperationException($"after {MostProcesses} processes there is no end");
    }

    /// <summary>Undoes the run, whether it has ended or not, until that is closed or held; null where there is nothing to undo.</summary>
    public async Task<RunResult?> UndoAsync()
    {
        if (!RunRecord.Of(State).Any(HasEffect))
            return null;
        var result = await LiveAsync(isUndo: true);
        while (result is null && !RunRecord.Of(State).Any(record => record.Asked is not null) && _process++ < MostProcesses)
            result = await LiveAsync(isUndo: true);
        return result?.Outcome is Outcome.Undone or Outcome.Held ? result : await GoAsync();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // One process; null where it was killed.
    private async Task<RunResult?> LiveAsync(bool isUndo)
    {
        World.Live();
        var record = RunRecord.Newest(State);
        if (record is { IsClosed: true } && !isUndo)
            return record.Result;
        var person = new WalkPerson(_scenario, World);
        var hold = new WalkHold(State.Take(By, TimeProvider.System.GetUtcNow()), State.Folder, World);
        try
        {
            var run = record is null
                ? _starter.Begin(Plan, _runbook, State, hold, person, By, reason: null)
                : isUndo && HasEffect(record)
                    ? _starter.Undo(Recorded(record), State, hold, person, new(By, "it was a mistake", UndoPlanner.IsAfterOpening(record)))
                    : _starter.Resume(Recorded(record), State, hold, person, By);
            World.Began(run);
            var result = await run.Completion;
            await CompareAsync(record, run);
            return result;
        }
        catch (Exception error) when (error is KilledException || (error is RollbackException && World.IsFull))
        {
            hold.Dispose();
            return null;
        }
    }

    private RecordedRun Recorded(RunRecord record) => new(record, State.Folder, _runbook);

    // The room for the journal's last lines, without writing it for each walk.
    private static void Reserve(StateFolder folder)
    {
        folder.Open();
        using var file = File.Create(folder.ReserveFile);
        file.SetLength(1024 * 1024);
    }

    // As whoever types undo is told.
    private static bool HasEffect(RunRecord record)
    {
        try
        {
            return UndoChoice.Of([record], null, "here") == record;
        }
        catch (RollbackException)
        {
            return false;
        }
    }

    // What was told to a reader, what was there before, and the journal fold to the same record.
    private async Task CompareAsync(RunRecord? before, Run run)
    {
        if (World.IsFull)
            return;
        var told = new List<RunEvent>();
        await foreach (var @event in run.Events.ReadAllAsync())
            if (@event is not StepProgressed)
                told.Add(@event);
        var journaled = Events;
        if (Folded(new(journaled)) != Folded(new([.. journaled.Take(journaled.Count - told.Count), .. told])) || (before is null && told.Count != journaled.Count))
            World.Violations.Add("what a reader was told is not what the journal holds");
    }

    private static string Folded(RunRecord record) =>
        EngineJson.ToElement(new { record.Steps, record.Answers, record.Gifts, record.TurnedBack, record.IsClosed, record.Failure, record.Result }).GetRawText();
}
