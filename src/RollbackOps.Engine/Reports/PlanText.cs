using System.Text;

namespace RollbackOps.Engine.Reports;

/// <summary>A plan as a person reads it before approving. Pure.</summary>
public static class PlanText
{
    /// <summary>The plan as text, lines ended by a line feed.</summary>
    public static string Of(Plan plan, DateTimeOffset now)
    {
        var text = new StringBuilder();
        text.Append($"{plan.System}/{plan.Environment}: {plan.Strategy}");
        if (plan is { From: { } from, To: { } to })
            text.Append($", {Releases.Name(from)} -> {Releases.Name(to)}");
        text.Append($"   (plan {plan.Hash[..12]})\n");
        if (plan.IsEmpty)
        {
            text.Append("\nEverything is already in place: there is nothing to do.\n");
            TextSections.Add(text, "To know", plan.Notes);
            return text.ToString();
        }

        var cut = plan.Steps.ToList().FindIndex(step => step.Touch == Touch.Users);
        Steps(text, "Before the cutover, users notice nothing", plan, step => cut < 0 || step < cut);
        for (var wave = 1; wave <= plan.Waves.Count; wave++)
            Steps(text, $"Wave {wave} of {plan.Waves.Count}: {plan.Waves[wave - 1]}", plan, step => cut >= 0 && step >= cut && plan.Steps[step].Wave == wave);
        Steps(text, plan.Waves.Count == 0 ? "Cutover" : "When all waves are through", plan, step => cut >= 0 && step >= cut && IsOfAll(step) && plan.Steps[step].Moment < Moment.Watch);
        Steps(text, "Afterwards", plan, step => cut >= 0 && step >= cut && IsOfAll(step) && plan.Steps[step].Moment == Moment.Watch);
        TextSections.Add(text, "Chosen", plan.Findings.Where(finding => finding.Name is "target" or "backup").Select(finding => $"{finding.Subject}: {finding.Value} ({finding.Source})"));
        TextSections.Add(text, "What is lost", plan.Losses.SelectMany(loss => loss.Told.Select(told => $"  {told}").Prepend(LossText.Of(loss, now))), "nothing");
        TextSections.Add(text, "What can't be undone", plan.NoReturns.Select(NoReturnLine), "nothing");
        TextSections.Add(text, "To know", plan.Notes);
        text.Append($"\nExpected: about {Units.Of(plan.Duration)} in all, about {Units.Of(plan.Downtime)} of it without service{Untimed(plan)}.\n");
        return text.Replace(Path.GetDirectoryName(plan.Runbook) + Path.DirectorySeparatorChar, "").ToString();

        bool IsOfAll(int step) => plan.Steps[step].Wave is 0 || plan.Steps[step].Wave > plan.Waves.Count;
    }

    private static void Steps(StringBuilder text, string title, Plan plan, Func<int, bool> belongs)
    {
        var lines = plan.Steps.Select((step, index) => (step, index)).Where(pair => belongs(pair.index)).ToList();
        if (lines.Count == 0)
            return;
        var width = plan.Steps.Max(step => step.Id.Length);
        text.Append($"\n{title}\n");
        foreach (var (step, index) in lines)
            text.Append($"  {index + 1,2}  {step.Moment,-7}  {step.Id.PadRight(width)}  {step.Does}{(step.Optional ? " (may fail)" : "")}\n");
    }

    private static string NoReturnLine(Step step) => step.Back is Back.NoReturn gone
        ? $"{step.Id}: {gone.Why}; lost: {gone.Lost}"
        : step.Id;

    private static string Untimed(Plan plan) => plan.Untimed == 0
        ? ""
        : $"; beside that, {Units.Of(plan.Untimed, "step")} that {(plan.Untimed == 1 ? "was" : "were")} never timed";
}
