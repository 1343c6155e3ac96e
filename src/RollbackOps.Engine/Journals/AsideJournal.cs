using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Events;

namespace RollbackOps.Engine.Journals;

/// <summary>
/// One more journal of a system, chained like a run's, beside the runs and under a lock of its own, so that what it records never
/// holds a rollback up.
/// </summary>
/// <param name="state">The system's state.</param>
/// <param name="purpose">What it records, e.g. <c>backups</c>.</param>
/// <param name="redactor">Takes secrets out of what is said to people.</param>
/// <param name="time">The clock.</param>
internal sealed class AsideJournal(ISystemState state, string purpose, Redactor redactor, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly ISystemState _own = state.Aside(purpose);

    /// <summary>What was recorded.</summary>
    /// <exception cref="RollbackException">The journal is broken.</exception>
    public IEnumerable<RunEvent> Read() => _own.Runs.SelectMany(_own.Read);

    /// <summary>Makes sure that it can be written, before anything is done that has to be recorded.</summary>
    /// <exception cref="RollbackException">It can't.</exception>
    public async Task TryAsync(Operator by, CancellationToken cancel)
    {
        _ = Read().Count();
        (await TakeAsync(by, cancel)).Dispose();
    }

    /// <summary>Appends what happened, one at a time with other processes.</summary>
    /// <exception cref="RollbackException">It can't be written; nothing of it is.</exception>
    public async Task AppendAsync(RunEvent @event, Operator by, CancellationToken cancel)
    {
        using var held = await TakeAsync(by, cancel);
        try
        {
            using var journal = new Journal(_own.Runs is [.., var last] ? held.Continue(last) : held.Create(RunNumber.After([])), redactor);
            journal.Append(@event with { At = time.GetUtcNow() });
        }
        catch (JournalLostException lost)
        {
            throw _own.Unusable(lost);
        }
    }

    // Another appends for some milliseconds; one that was killed frees a server's lock after its lease.
    private async Task<IHold> TakeAsync(Operator by, CancellationToken cancel)
    {
        for (var began = time.GetTimestamp(); ;)
        {
            try
            {
                return _own.Take(by, time.GetUtcNow());
            }
            catch (RollbackException error) when (error.Id == RollbackErrorId.RunUnfinished)
            {
                if (time.GetElapsedTime(began) > Patience)
                    throw new RollbackException(RollbackErrorId.SystemBusy, $"The journal of {purpose} in {state.Where} is held by another process: {_own.Tell()}", "Find that process and end it, then type the same command again.", error);
                await Task.Delay(Pause, time, cancel);
            }
        }
    }
}
