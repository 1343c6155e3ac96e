using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Journals.Backups;
using RollbackOps.Engine.Journals.Points;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running;

/// <summary>The runs of a system, as their journals tell them.</summary>
public sealed class RunHistory
{
    private readonly SystemStates _states;

    internal RunHistory(SystemStates states) => _states = states;

    /// <summary>The runs of a system, newest first.</summary>
    public IReadOnlyList<RunRecord> Runs(string runbookFile, string? environment, string? state = null) => [.. RunRecord.Of(_states.Find(runbookFile, environment, state))];

    /// <summary>One run.</summary>
    /// <exception cref="RollbackException">There is no such run, or its journal is broken.</exception>
    public RunRecord Find(string runbookFile, string? environment, string run, string? state = null)
    {
        var found = _states.Find(runbookFile, environment, state);
        var number = Known(found, run);
        return RunRecord.Of(found).FirstOrDefault(record => record.Opened!.Run == number) ?? throw None(found, run);
    }

    /// <summary>The events of one run.</summary>
    /// <exception cref="RollbackException">There is no such run, or its journal is broken.</exception>
    public IReadOnlyList<RunEvent> Events(string runbookFile, string? environment, string run, string? state = null)
    {
        var found = _states.Find(runbookFile, environment, state);
        return found.Read(Known(found, run));
    }

    /// <summary>Whether the journals are as they were written: one record a run, oldest first, then that of the backups.</summary>
    public IReadOnlyList<RunVerification> Verify(string runbookFile, string? environment, string? state = null)
    {
        var found = _states.Find(runbookFile, environment, state);
        return [.. JournalProof.Of(found), .. JournalProof.Beside(BackupJournal.Of(found)), .. JournalProof.Beside(PointJournal.Of(found))];
    }

    private static string Known(ISystemState state, string run) =>
        state.Runs.Contains(RunNumber.Of(run)) ? RunNumber.Of(run) : throw None(state, run);

    private static RollbackException None(ISystemState state, string run) => new(
        RollbackErrorId.Usage,
        $"There is no run {run} in {state.Where}.",
        state.Runs switch
        {
            [] => "There was no run yet.",
            [var only] => $"Name the one that there is: {only}.",
            [var first, .., var last] => $"Name one of {first} to {last}.",
        });
}
