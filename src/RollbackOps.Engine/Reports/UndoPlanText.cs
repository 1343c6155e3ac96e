using System.Text;

namespace RollbackOps.Engine.Reports;

/// <summary>What undoing a run would do, as a person reads it before approving. Pure.</summary>
public static class UndoPlanText
{
    /// <summary>The plan as text, lines ended by a line feed.</summary>
    public static string Of(UndoPlan plan, DateTimeOffset now)
    {
        var text = new StringBuilder();
        text.Append($"{plan.System}/{plan.Environment}: undo run {plan.Run}, {plan.Strategy}, {Standing(plan.Outcome)}");
        if (plan is { From: { } from, To: { } to } && plan.Steps.Any(step => step.Kind == "git.checkout"))
            text.Append($", {Releases.Name(to)} -> {Releases.Name(from)}");
        text.Append('\n');
        TextSections.Add(text, "Undone, in this order", Lines(plan.Steps), "nothing: the run is closed as it is");
        TextSections.Add(text, "Written by users since, and not in what comes back", plan.Losses.Select(loss => LossText.Of(loss, now)), "nothing");
        TextSections.Add(text, "What stays as the run has left it", plan.Stays, "nothing");
        return text.Replace(Path.GetDirectoryName(plan.Request.Runbook) + Path.DirectorySeparatorChar, "").ToString();
    }

    private static IEnumerable<string> Lines(IReadOnlyList<Step> steps)
    {
        var width = steps.Count == 0 ? 0 : steps.Max(step => step.Id.Length);
        return steps.Select((step, index) => $"{index + 1,2}  {step.Id.PadRight(width)}  {(step.Touch == Touch.Reads ? "measured again" : $"what it did: {step.Does}")}");
    }

    private static string Standing(Outcome? outcome) => outcome is { } known ? Outcomes.Word(known) : "unfinished: its process is gone, or it is under way";
}
