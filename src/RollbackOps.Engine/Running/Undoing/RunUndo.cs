using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Journals;

namespace RollbackOps.Engine.Running.Undoing;

/// <summary>Back to the state before a finished, held or broken run, as long as what it kept is there.</summary>
public sealed class RunUndo
{
    private readonly SystemStates _states;
    private readonly UndoPlanner _planner;
    private readonly RunStarter _starter;
    private readonly TimeProvider _time;

    internal RunUndo(SystemStates states, IReadOnlyDictionary<string, IStepKind> kinds, RunStarter starter, TimeProvider time) =>
        (_states, _planner, _starter, _time) = (states, new(kinds), starter, time);

    /// <summary>What undoing a run would do. Writes nothing.</summary>
    /// <param name="runbookFile">The runbook.</param>
    /// <param name="environment">The environment, where the runbook has several.</param>
    /// <param name="run">The run; null for the newest that has something to undo.</param>
    /// <param name="statePlace">The state folder; null where the runbook tells.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">There is nothing to undo, or what it needs is not there any more.</exception>
    public Task<UndoPlan> PlanAsync(string runbookFile, string? environment, string? run, string? statePlace, CancellationToken cancel) =>
        _planner.MakeAsync(Choose(_states.Find(runbookFile, environment, statePlace), run), statePlace, cancel);

    /// <summary>Begins to undo a run, after making sure that the plan still says what would be done.</summary>
    /// <exception cref="RollbackException">The plan is stale, or another process is at it. Nothing was touched.</exception>
    public Task<Run> BeginAsync(UndoPlan plan, IAnswers person, string? reason, CancellationToken cancel)
    {
        var state = _states.Find(plan.Request.Runbook, plan.Request.Environment, plan.State);
        return HeldSystem.BeginAsync(state, _time, async (held, by) =>
        {
            var run = Choose(state, plan.Run);
            if ((await _planner.MakeAsync(run, plan.State, cancel)).Hash != plan.Hash)
                throw new RollbackException(
                    RollbackErrorId.PlanStale,
                    $"What undoing run {plan.Run} would do has changed since it was shown.",
                    "Look at it again: rollbackops undo --what-if");
            return _starter.Undo(run, state, held, person, new(by, reason, UndoPlanner.IsAfterOpening(run.Record)));
        });
    }

    // A newest run whose journal is broken may be unfinished: no older one is undone below it.
    private static RecordedRun Choose(ISystemState state, string? run) => RunRecord.Newest(state) is null && run is null
        ? new(UndoChoice.Of([], run, state.Where), state.Folder)
        : new(UndoChoice.Of([.. RunRecord.Of(state)], run, state.Where), state.Folder);
}
