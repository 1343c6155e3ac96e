using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Running.Settling;

/// <summary>Gives up what runs keep, after its time or on request.</summary>
public sealed class RunSettle
{
    private readonly SystemStates _states;
    private readonly Settler _settler;
    private readonly TimeProvider _time;

    internal RunSettle(SystemStates states, IReadOnlyDictionary<string, IStepKind> kinds, Redactor redactor, TimeProvider time) =>
        (_states, _settler, _time) = (states, new(kinds, redactor, time), time);

    /// <summary>What would be given up, and how much space that frees. Writes nothing.</summary>
    /// <param name="runbookFile">The runbook.</param>
    /// <param name="environment">The environment, where the runbook has several.</param>
    /// <param name="run">One run, whether it is due or not; null for all that are over.</param>
    /// <param name="all">True to give up what is not due too.</param>
    /// <param name="statePlace">The state folder; null where the runbook tells.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">There is no such run.</exception>
    public async Task<SettlePlan> PlanAsync(string runbookFile, string? environment, string? run, bool all, string? statePlace, CancellationToken cancel)
    {
        var finds = await _settler.FindAsync(_states.Find(runbookFile, environment, statePlace), run, all, cancel);
        return new()
        {
            Runbook = Path.GetFullPath(runbookFile),
            Environment = environment,
            State = statePlace,
            Things = finds.Due,
            NotDue = finds.NotDue,
            Notes = finds.Notes,
        };
    }

    /// <summary>Gives it up for good: by identity, so that what is live by now, or has another thing's name, stays.</summary>
    /// <exception cref="RollbackException">A run is under way. Nothing was touched.</exception>
    public async Task<SettleResult> SettleAsync(SettlePlan plan, CancellationToken cancel)
    {
        var state = _states.Find(plan.Runbook, plan.Environment, plan.State);
        var by = CurrentOperator.Get();
        using var held = state.Take(by, _time.GetUtcNow());
        return await _settler.SettleAsync(plan.Things, state, held, by, cancel);
    }
}
