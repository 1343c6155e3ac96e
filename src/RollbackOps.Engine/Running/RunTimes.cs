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
        if (plan.Waves.Count > 0 && record is { TurnedBack: null, Asked: null })
            return plan.Steps.Select(step => step.Wave).Distinct().Aggregate(TimeSpan.Zero, (sum, wave) => sum + OfWave(plan, record, wave, now));
        var noticed = Noticed(plan, record);
        if (record.Asked is { AfterOpening: true })
            return Between(noticed.Min(step => step.UndoStartedAt), noticed.Max(step => step.Undone?.At), now);
        return Between(noticed.Min(step => (DateTimeOffset?)step.StartedAt), record.TurnedBack is null ? noticed.Max(step => step.Ended?.At) : null, now);
    }

    // Between the waves all services are up; one that is undone ends with its undo.
    private static TimeSpan OfWave(Plan plan, RunRecord record, int wave, DateTimeOffset now)
    {
        var noticed = Noticed(plan, record, wave);
        var ended = record.WaveTurnedBack?.Wave != wave ? noticed.Max(step => step.Ended?.At) : noticed.TrueForAll(step => step.IsUndone) ? noticed.Max(step => step.Undone?.At) : null;
        return Between(noticed.Min(step => (DateTimeOffset?)step.StartedAt), ended, now);
    }

    private static List<StepRecord> Noticed(Plan plan, RunRecord record, int? wave = null) =>
        [.. plan.Steps.Where(step => step is { Touch: Touch.Users, Seamless: false } && step.Moment <= Moment.Open && (wave is null || step.Wave == wave))
            .Select(step => record.Find(step.Id)).OfType<StepRecord>().Where(step => step.IsOwn)];

    private static TimeSpan Between(DateTimeOffset? began, DateTimeOffset? ended, DateTimeOffset now)
    {
        if (began is null)
            return TimeSpan.Zero;
        return (ended > began ? ended.Value : now) - began.Value;
    }
}
