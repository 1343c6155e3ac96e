using RollbackOps.Engine.Journals;

namespace RollbackOps.Engine.Running;

/// <summary>How long a run took, and how long users were without service. Pure.</summary>
internal static class RunTimes
{
    /// <summary>From its beginning, or, where it was over, from the wish to undo it.</summary>
    public static TimeSpan Duration(RunRecord record, DateTimeOffset now) =>
        now - ((record.Asked is { AfterOpening: true } asked ? asked.At : record.Opened?.At) ?? now);

    /// <summary>From the first step that users noticed to the end of the last one: what only reads comes after they are back.</summary>
    public static TimeSpan Downtime(Plan plan, RunRecord record, DateTimeOffset now)
    {
        var noticed = plan.Steps.Where(step => step.Touch == Touch.Users && step.Moment <= Moment.Open)
            .Select(step => record.Find(step.Id)).OfType<StepRecord>().Where(step => step.IsOwn).ToList();
        if (record.Asked is { AfterOpening: true })
            return Between(noticed.Min(step => step.UndoStartedAt), noticed.Max(step => step.Undone?.At), now);
        return Between(noticed.Min(step => (DateTimeOffset?)step.StartedAt), record.TurnedBack is null ? noticed.Max(step => step.Ended?.At) : null, now);
    }

    private static TimeSpan Between(DateTimeOffset? began, DateTimeOffset? ended, DateTimeOffset now)
    {
        if (began is null)
            return TimeSpan.Zero;
        return (ended > began ? ended.Value : now) - began.Value;
    }
}
