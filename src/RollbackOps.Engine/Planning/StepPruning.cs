using RollbackOps.Engine.Actions;

namespace RollbackOps.Engine.Planning;

/// <summary>Leaves out the steps that nothing needs, so that a plan for what is already in place is empty. Pure.</summary>
public static class StepPruning
{
    /// <summary>The steps that are a purpose of their own, and all that are there for the sake of one that stays.</summary>
    public static List<Step> Keep(IReadOnlyList<Step> steps)
    {
        var kept = steps.Where(IsPurpose).ToHashSet();
        if (kept.Count == 0)
            return [];
        while (steps.Where(step => !kept.Contains(step) && Serves(step, kept)).ToList() is { Count: > 0 } more)
            kept.UnionWith(more);
        return [.. steps.Where(kept.Contains)];
    }

    private static bool IsPurpose(Step step) => step.For.Count == 0 && step.Moment != Moment.Prepare;

    private static bool Serves(Step step, HashSet<Step> kept) =>
        step.For.Any(purpose => purpose == GiftNames.AnyPurpose || kept.Any(other => other.Id == purpose || other.Gives.Contains(purpose)))
        || kept.Any(other => other.Needs.Any(need => step.Gives.Contains(need.Gift)));
}
