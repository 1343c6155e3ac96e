using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Running;
using RollbackOps.Engine.Running.Steps;
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
    private readonly string _folder = Path.Combine(
        Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"rollbackops-walk-{Guid.NewGuid():N}");

    public Walker(Scenario scenario)
    {
        _scenario = scenario;
        World = new(scenario);
        _runbook = WalkPlan.Runbook(scenario, Path.Combine(_folder, "rollback.yaml"));
        Plan = WalkPlan.Of(scenario, _runbook);
        State = new(StateFolder.In(Path.Combine(_folder, "state"), "walk", "production"));
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
        for (var process = 0; process < MostProcesses; process++)
        {
            var result = await LiveAsync();
            if (result?.Outcome is Outcome.Waiting)
                World.PersonIsThere = true;
            else if (result is not null && result.Outcome != Outcome.Interrupted)
                return result;
        }

        throw new InvalidOperationException($"after {MostProcesses} processes there is no end");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // One process; null where it was killed.
    private async Task<RunResult?> LiveAsync()
    {
        World.Live();
        var record = RunRecord.Newest(State);
        if (record is { IsClosed: true })
            return record.Result;
        var person = new WalkPerson(_scenario, World);
        var hold = new WalkHold(State.Take(By, TimeProvider.System.GetUtcNow()), State.Folder, World);
        try
        {
            var run = record is null
                ? _starter.Begin(Plan, _runbook, State, hold, person, By, reason: null)
                : _starter.Resume(new(record, State.Folder, _runbook), State, hold, person, By);
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
