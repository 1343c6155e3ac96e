namespace RollbackOps.Engine.Planning;

/// <summary>Puts steps in order: wave, moment, then the runbook's order, then needs; refuses what can't be ordered. Pure.</summary>
public static class StepOrder
{
    /// <summary>The steps in the order in which they happen.</summary>
    /// <param name="steps">The steps in the runbook's order.</param>
    /// <param name="stopFirst">True where users are shielded before anything is prepared.</param>
    /// <exception cref="RollbackException">A gift is missing or comes too late, or steps wait for each other.</exception>
    public static List<Step> Sort(IReadOnlyList<Step> steps, bool stopFirst)
    {
        RefuseDoubles(steps);
        var givers = steps.SelectMany(step => step.Gives.Select(gift => (gift, step))).ToLookup(pair => pair.gift, pair => pair.step);
        foreach (var step in steps)
            RefuseMissing(step, givers, stopFirst);
        var left = steps
            .OrderBy(step => step.Wave)
            .ThenBy(step => Rank(step.Moment, stopFirst))
            .ThenBy(step => step.Back is Back.NoReturn)
            .ToList();
        var sorted = new List<Step>();
        while (left.Count > 0)
        {
            var next = left.FirstOrDefault(step => SameMoment(step, left[0]) && IsFree(step, givers, left))
                ?? throw Impossible(
                    $"The steps {string.Join(", ", left.Where(step => SameMoment(step, left[0])).Select(step => step.Id))} wait for each other.",
                    "Take one of their needs out of the runbook.");
            sorted.Add(next);
            left.Remove(next);
        }

        return sorted;
    }

    /// <summary>The place of a moment among the others.</summary>
    public static int Rank(Moment moment, bool stopFirst) => (moment, stopFirst) switch
    {
        (Moment.Shut or Moment.Stop, true) => (int)moment - 1,
        (Moment.Prepare, true) => (int)Moment.Stop,
        _ => (int)moment,
    };

    private static bool SameMoment(Step one, Step other) => one.Wave == other.Wave && one.Moment == other.Moment;

    private static bool IsFree(Step step, ILookup<string, Step> givers, List<Step> left) =>
        !step.Needs.Any(need => givers[need.Gift].Any(giver => giver != step && SameMoment(giver, step) && left.Contains(giver)));

    private static void RefuseDoubles(IReadOnlyList<Step> steps)
    {
        if (steps.GroupBy(step => step.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Impossible($"Two steps are called '{twice.Key}'.", "Give the parts of the runbook different names.");
    }

    private static void RefuseMissing(Step step, ILookup<string, Step> givers, bool stopFirst)
    {
        foreach (var need in step.Needs.Where(need => !need.IfOffered))
        {
            var given = givers[need.Gift].ToList();
            if (given.Count == 0)
                throw Impossible(
                    $"The step '{step.Id}' needs '{need.Gift}', which no step of the plan gives.",
                    $"Put the part '{need.Gift.Split('/')[0]}' into the strategy's 'back' too.");
            if (given.TrueForAll(giver => giver.Wave >= step.Wave) && given.Find(giver => giver.Wave > step.Wave || Rank(giver.Moment, stopFirst) > Rank(step.Moment, stopFirst)) is { } late)
                throw Impossible(
                    $"The step '{step.Id}' ({step.Moment}) needs '{need.Gift}', which '{late.Id}' gives only later ({late.Moment}).",
                    "Move one of the two to another moment in the runbook.");
        }
    }

    private static RollbackException Impossible(string message, string next) => new(RollbackErrorId.PlanImpossible, message, next);
}
