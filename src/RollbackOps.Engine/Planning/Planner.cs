using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Runbooks;

namespace RollbackOps.Engine.Planning;

/// <summary>Makes the plan out of what was found. Pure.</summary>
public static class Planner
{
    /// <summary>The plan; without steps where everything is in place.</summary>
    /// <exception cref="RollbackException">The steps can't be put in an order that gives each what it needs.</exception>
    public static Plan Make(
        Runbook runbook, Strategy strategy, PlanRequest request, IReadOnlyList<PartSurvey> surveys, IKnown known)
    {
        var all = surveys.Select(survey => (survey.Wave, Plan: survey.Action.Plan(survey.Part, survey.Ask, survey.Found))).ToList();
        var parts = all.ConvertAll(part => part.Plan);
        var found = surveys.Select(survey => survey.Found).FirstOrDefault(found => found.Target is not null);
        var (from, to) = found is null ? surveys is [{ Ask: var ask }, ..] ? (ask.From, ask.To) : (null, null) : (found.Current, found.Target);
        List<Step> steps = strategy.Waves.Count == 0
            ? StepPruning.Keep([.. parts.SelectMany(part => part.Steps)])
            : new WaveSteps(runbook, strategy).Of([.. all.SelectMany(part => part.Plan.Steps.Select(step => step with { Wave = part.Wave }))]);
        // The checks are the system's, which may be the reason why users are shielded; a safe-mode is proven by its own step.
        if (steps.Count > 0 && strategy.IsSafeModeAlone)
            steps = StepOrder.Sort(steps, strategy.StopFirst);
        else if (steps.Count > 0)
            steps = StepOrder.Sort([.. RunSteps.Guards(runbook), .. steps, .. RunSteps.Proofs(runbook).Select(step => step with { Wave = WaveSteps.Last(strategy) })], strategy.StopFirst);
        var plan = new Plan
        {
            System = runbook.System,
            Environment = runbook.Environment,
            Strategy = strategy.Name,
            Runbook = runbook.File,
            RunbookHash = PlanHash.OfText(runbook.Text),
            Request = request,
            From = from,
            To = to,
            Waves = [.. strategy.Waves.Select(wave => wave.Name)],
            Findings = [.. parts.SelectMany(part => part.Findings).Distinct()],
            Steps = [.. steps.Select(step => step with { Estimate = known.TookLast(step.Id) ?? step.Estimate })],
            Losses = steps.Any(step => step.MovesData) ? [.. parts.SelectMany(part => part.Losses)] : [],
            Notes = [.. parts.SelectMany(part => part.Notes).Concat(WaveSteps.Notes(strategy, steps)).Distinct()],
            Hash = "",
        };
        return plan with { Hash = PlanHash.Of(plan) };
    }
}
