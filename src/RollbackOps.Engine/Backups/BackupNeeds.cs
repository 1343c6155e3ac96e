using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Backups;

/// <summary>Which runs and rollback points refer to a backup: all points, and those runs that are not over, and those whose kept things are not due yet; none that was refused, which has changed nothing.</summary>
internal static class BackupNeeds
{
    /// <summary>Why a backup has to stay; null where nothing needs it.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="state">The system's state.</param>
    /// <param name="runbook">The runbook.</param>
    /// <param name="now">The time.</param>
    public static string? Of(RecordedBackup backup, ISystemState state, Runbook runbook, DateTimeOffset now)
    {
        if (state.Runs.FirstOrDefault(run => state.Look(run).IsBroken) is { } broken)
            return $"run {broken}'s journal is broken, and what it needs is not known";
        foreach (var run in RunRecord.Of(state).Where(run => !run.IsClosed || (run.Result?.Outcome != Outcome.Refused && run.LastAt + runbook.Keep > now)))
        {
            if (run.Opened!.Plan.Steps.Any(step => step.Detail.GetRawText().Contains(backup.Sha256, StringComparison.Ordinal)))
                return run.IsClosed ? $"run {run.Opened.Run} {(BroughtBack(run, backup) ? "brought it back" : "refers to it")}, and what that run keeps is not due yet" : $"run {run.Opened.Run} is not over, and refers to it";
        }

        return Ledger.Read(state).Points.FirstOrDefault(point => point.Facts.Any(fact => fact.Name == PointFact.Backup && fact.Value == backup.Sha256)) is { } kept
            ? $"the rollback point {kept.Name} refers to it"
            : null;
    }

    private static bool BroughtBack(RunRecord run, RecordedBackup backup) =>
        run.Steps.Values.Any(step => step is { IsInEffect: true, Ended.Made.Source: { } source } && source.EndsWith(backup.Sha256, StringComparison.Ordinal));
}
