using RollbackOps.Engine.Journals;

namespace RollbackOps.Engine.Running.Undoing;

/// <summary>Which steps of a run are undone, in which order. Pure.</summary>
internal static class UndoScope
{
    /// <summary>The steps, last first.</summary>
    /// <param name="plan">The plan in force.</param>
    /// <param name="record">What the run has done.</param>
    /// <param name="afterOpening">True where users came back to what the run has brought.</param>
    /// <param name="wave">The wave that is undone alone; null for all.</param>
    public static IEnumerable<Step> Of(Plan plan, RunRecord record, bool afterOpening, int? wave = null)
    {
        var usersNoticed = plan.Steps.Any(step => step.Touch == Touch.Users && record.Find(step.Id) is { IsOwn: true });
        return plan.Steps.Reverse().Where(step => step.Back is Back.Undo
            && record.Find(step.Id) is { IsOurs: true }
            && (wave is null || step.Wave == wave)
            && IsWorthIt(step, usersNoticed, afterOpening, wave)
            && !MayHoldRows(plan, record, step));
    }

    /// <summary>What was made beside and put in place, and users may have written to meanwhile: it is kept, whatever else is undone.</summary>
    public static bool MayHoldRows(Plan plan, RunRecord record, Step step) => step.Touch == Touch.Aside
        && record.MayBeWrittenTo
        && plan.Steps.Any(mover => mover is { MovesData: true, Moment: Moment.Switch } && record.Find(mover.Id) is { IsOwn: true } && mover.Needs.Any(need => step.Gives.Contains(need.Gift)));

    /// <summary>What the run did, still stands, and can't be undone.</summary>
    public static IEnumerable<Step> NoReturns(Plan plan, RunRecord record) => plan.NoReturns.Where(step => record.Find(step.Id) is { IsOurs: true });

    /// <summary>What was made beside for its own sake, and stays once users came back: no other step took it further.</summary>
    public static IEnumerable<Step> LeftAside(Plan plan, RunRecord record) => plan.Steps.Where(step => step is { Touch: Touch.Aside, Back: Back.Undo }
        && record.Find(step.Id) is { IsOurs: true, Ended: var ended } && ended?.Kept is null
        && !plan.Steps.Any(other => other.Needs.Any(need => step.Gives.Contains(need.Gift))));

    // How the checks were when a wave began says nothing of the state before the run. Where users noticed nothing, there is nothing to measure again: only what was made beside is taken away. Where they came
    // back to it, what was made beside is what they wrote to: it stays.
    private static bool IsWorthIt(Step step, bool usersNoticed, bool afterOpening, int? wave) => step.Touch switch
    {
        Touch.Reads => usersNoticed && (step.Wave == 0 || wave is not null),
        Touch.Aside => !afterOpening,
        _ => true,
    };
}
