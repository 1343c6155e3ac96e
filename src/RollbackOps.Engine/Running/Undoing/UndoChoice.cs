using RollbackOps.Engine.Journals;

namespace RollbackOps.Engine.Running.Undoing;

/// <summary>Which run is undone. Pure.</summary>
internal static class UndoChoice
{
    /// <summary>The run that was named, or the newest that has something to undo.</summary>
    /// <param name="records">The system's runs, newest first.</param>
    /// <param name="named">The run's number; null for none.</param>
    /// <param name="where">Where the runs are, for messages.</param>
    /// <exception cref="RollbackException">There is none, or a newer run has to be undone before it.</exception>
    public static RunRecord Of(IReadOnlyList<RunRecord> records, string? named, string where)
    {
        var newest = records.FirstOrDefault(HasEffect);
        if (named is null)
            return newest ?? throw Nothing($"No run in {where} has anything to undo.", "rollbackops history shows what there was.");
        var chosen = records.FirstOrDefault(record => record.Opened!.Run == RunNumber.Of(named))
            ?? throw Nothing($"There is no run {named} in {where}.", "rollbackops history shows those that there are.");
        if (!HasEffect(chosen))
            throw Nothing($"Run {chosen.Opened!.Run} has nothing to undo: {chosen.Result?.Message ?? "it did nothing."}", "rollbackops history shows what the others did.");
        return newest == chosen
            ? chosen
            : throw Nothing(
                $"Run {newest!.Opened!.Run} came after run {chosen.Opened!.Run} and changed the system too.",
                $"Undo the newer one first: rollbackops undo {newest.Opened.Run}");
    }

    private static bool HasEffect(RunRecord record) =>
        UndoScope.Of(record.Opened!.Plan, record, UndoPlanner.IsAfterOpening(record)).Any()
        || !record.IsClosed;

    private static RollbackException Nothing(string message, string next) => new(RollbackErrorId.Usage, message, next);
}
