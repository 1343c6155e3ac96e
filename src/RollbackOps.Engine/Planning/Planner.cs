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
        var parts = surveys.Select(survey => survey.Action.Plan(survey.Part, survey.Ask, survey.Found)).ToList();
        var found = surveys.Select(survey => survey.Found).FirstOrDefault(found => found.Target is not null);
        List<Step> steps = StepPruning.Keep([.. parts.SelectMany(part => part.Steps)]);
        if (steps.Count > 0)
            steps = StepOrder.Sort([.. RunSteps.Guards(runbook), .. steps, .. RunSteps.Proofs(runbook)], strategy.StopFirst);
        var plan = new Plan
        {
            System = runbook.System,
            Environment = runbook.Environment,
            Strategy = strategy.Name,
            Runbook = runbook.File,
            RunbookHash = PlanHash.OfText(runbook.Text),
            Request = request,
            From = found?.Current,
            To = found?.Target,
            Findings = [.. parts.SelectMany(part => part.Findings)],
            Steps = [.. steps.Select(step => step with { Estimate = known.TookLast(step.Id) ?? step.Estimate })],
            Losses = steps.Any(step => step.MovesData) ? [.. parts.SelectMany(part => part.Losses)] : [],
            Notes = [.. parts.SelectMany(part => part.Notes)],
            Hash = "",
        };
        return plan with { Hash = PlanHash.Of(plan) };
    }
}
