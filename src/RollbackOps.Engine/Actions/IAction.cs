using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions;

/// <summary>
/// One kind of thing to roll back. An action turns what it found into steps; each of its kinds of step is read, judged,
/// done and undone. That is all that the engine knows of a system.
/// </summary>
public interface IAction
{
    /// <summary>The kind of part that it handles, e.g. <c>git</c>.</summary>
    string Kind { get; }

    /// <summary>True where its services can be stopped and started around other parts' steps.</summary>
    bool Pauses { get; }

    /// <summary>The kinds of step that it contributes.</summary>
    IReadOnlyList<IStepKind> StepKinds { get; }

    /// <summary>Finds what is there. Reads only.</summary>
    /// <exception cref="RollbackException">What is needed can't be read or reached.</exception>
    Task<Found> LookAsync(Part part, Ask ask, CancellationToken cancel);

    /// <summary>What rollback points record of its parts; null for nothing.</summary>
    IPointRecorder? Points => null;

    /// <summary>
    /// Contributes the steps that lead from what was found to the target; none where it is in place already. Pure.
    /// </summary>
    /// <exception cref="RollbackException">There is no such target, or it can't be reached from what is there.</exception>
    PartPlan Plan(Part part, Ask ask, Found found);

    /// <summary>Saves logs and state into a folder, within <see cref="Ask.Room"/>, before anything changes. Reads only.</summary>
    Task CaptureAsync(Part part, Ask ask, string folder, CancellationToken cancel);

    /// <summary>What stands until someone ends it, and must not be forgotten: a safe-mode. Reads only.</summary>
    Task<IReadOnlyList<CheckResult>> MeasureAsync(Part part, Runbook runbook, CancellationToken cancel) => Task.FromResult<IReadOnlyList<CheckResult>>([]);
}
