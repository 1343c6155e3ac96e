using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions;

/// <summary>An action with its own types for its part of the runbook and for what it finds.</summary>
/// <typeparam name="TPart">Its part of the runbook.</typeparam>
/// <typeparam name="TFound">What it finds.</typeparam>
public abstract class PartAction<TPart, TFound> : IAction
    where TPart : Part
    where TFound : Found
{
    /// <inheritdoc/>
    public abstract string Kind { get; }

    /// <inheritdoc/>
    public virtual bool Pauses => false;

    /// <inheritdoc/>
    public abstract IReadOnlyList<IStepKind> StepKinds { get; }

    /// <inheritdoc/>
    public virtual IPointRecorder? Points => null;

    async Task<Found> IAction.LookAsync(Part part, Ask ask, CancellationToken cancel) =>
        await LookAsync((TPart)part, ask, cancel);

    PartPlan IAction.Plan(Part part, Ask ask, Found found) => Plan((TPart)part, ask, (TFound)found);

    Task IAction.CaptureAsync(Part part, Ask ask, string folder, CancellationToken cancel) =>
        CaptureAsync((TPart)part, ask, folder, cancel);

    Task<IReadOnlyList<CheckResult>> IAction.MeasureAsync(Part part, Runbook runbook, CancellationToken cancel) =>
        MeasureAsync((TPart)part, runbook, cancel);

    /// <inheritdoc cref="IAction.LookAsync"/>
    protected abstract Task<TFound> LookAsync(TPart part, Ask ask, CancellationToken cancel);

    /// <inheritdoc cref="IAction.Plan"/>
    protected abstract PartPlan Plan(TPart part, Ask ask, TFound found);

    /// <inheritdoc cref="IAction.CaptureAsync"/>
    protected virtual Task CaptureAsync(TPart part, Ask ask, string folder, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc cref="IAction.MeasureAsync"/>
    protected virtual Task<IReadOnlyList<CheckResult>> MeasureAsync(TPart part, Runbook runbook, CancellationToken cancel) => Task.FromResult<IReadOnlyList<CheckResult>>([]);
}
