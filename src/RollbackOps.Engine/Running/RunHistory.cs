using RollbackOps.Engine.Journals;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running;

/// <summary>The runs of a system, as their journals tell them.</summary>
public sealed class RunHistory
{
    private readonly SystemStates _states;

    internal RunHistory(SystemStates states) => _states = states;

    /// <summary>The runs of a system, newest first.</summary>
    public IReadOnlyList<RunRecord> Runs(string runbookFile, string? environment, string? state = null) => [.. RunRecord.Of(_states.Find(runbookFile, environment, state))];

    /// <summary>The events of one run.</summary>
    /// <exception cref="RollbackException">There is no such run, or its journal is broken.</exception>
    public IReadOnlyList<RunEvent> Events(string runbookFile, string? environment, string run, string? state = null)
    {
        var found = _states.Find(runbookFile, environment, state);
        var (runs, number) = (found.Runs, RunNumber.Of(run));
        return runs.Contains(number)
            ? found.Read(number)
            : throw new RollbackException(
                RollbackErrorId.Usage,
                $"There is no run {run} in {found.Where}.",
                runs.Count == 0 ? "There was no run yet." : $"Name one of {runs[0]} to {runs[^1]}.");
    }

    /// <summary>Whether the journals are as they were written: one record a run, oldest first.</summary>
    public IReadOnlyList<RunVerification> Verify(string runbookFile, string? environment, string? state = null) =>
        JournalProof.Of(_states.Find(runbookFile, environment, state));
}
