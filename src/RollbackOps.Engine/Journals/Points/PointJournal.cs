using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Events;

namespace RollbackOps.Engine.Journals.Points;

/// <summary>The record of a system's rollback points.</summary>
/// <param name="state">The system's state.</param>
/// <param name="redactor">Takes secrets out of what is said to people.</param>
/// <param name="time">The clock.</param>
internal sealed class PointJournal(ISystemState state, Redactor redactor, TimeProvider time)
{
    private const string Purpose = "points";
    private readonly AsideJournal _journal = new(state, Purpose, redactor, time);

    /// <summary>Where a system has it.</summary>
    public static ISystemState Of(ISystemState state) => state.Aside(Purpose);

    /// <summary>What is known of the points.</summary>
    /// <exception cref="RollbackException">The journal is broken.</exception>
    public PointRecords Read() => new(_journal.Read());

    /// <inheritdoc cref="AsideJournal.TryAsync"/>
    public Task TryAsync(Operator by, CancellationToken cancel) => _journal.TryAsync(by, cancel);

    /// <inheritdoc cref="AsideJournal.AppendAsync"/>
    public Task AppendAsync(RunEvent @event, Operator by, CancellationToken cancel) => _journal.AppendAsync(@event, by, cancel);
}
