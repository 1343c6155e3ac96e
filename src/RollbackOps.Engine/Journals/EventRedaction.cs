using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Events;

namespace RollbackOps.Engine.Journals;

/// <summary>
/// Takes secrets out of what an event says to people. What a resume works from (ids, details, states, gifts, the runbook)
/// stays as it is: it holds no secret by its making, and a short secret that happens to be a word in it, such as
/// <c>postgres</c> or <c>true</c>, would make it another step, or no JSON at all. Pure.
/// </summary>
public static class EventRedaction
{
    /// <summary>The event without secrets.</summary>
    public static RunEvent Of(RunEvent @event, Redactor redactor)
    {
        return @event switch
        {
            RunOpened opened => opened with { Plan = Plan(opened.Plan), Reason = Maybe(opened.Reason) },
            StepProgressed progressed => progressed with { Message = Text(progressed.Message) },
            StepEnded ended => ended with { Kept = Maybe(ended.Kept) },
            StepFailed failed => failed with { Message = Text(failed.Message), Next = Text(failed.Next) },
            TurnedBack back => back with { Why = Text(back.Why) },
            CheckMeasured measured => measured with { Result = measured.Result with { Detail = Text(measured.Result.Detail) } },
            GateAsked asked => asked with { Question = Text(asked.Question) },
            UndoAsked asked => asked with { Reason = Maybe(asked.Reason) },
            Settled settled => settled with { Thing = settled.Thing with { What = Text(settled.Thing.What) } },
            UndoEnded undone => undone with { Kept = Maybe(undone.Kept) },
            Noted noted => noted with { Text = Text(noted.Text) },
            RunPaused paused => paused with { Result = Result(paused.Result) },
            RunEnded ended => ended with { Result = Result(ended.Result) },
            BackupTaken taken => taken with { Reason = Maybe(taken.Reason) },
            BackupTested tested => tested with { Proof = tested.Proof with { Says = Text(tested.Proof.Says) } },
            BackupRemoved removed => removed with { Why = Text(removed.Why) },
            PointBegun begun => begun with { Point = begun.Point with { Reason = Maybe(begun.Point.Reason) } },
            PointRemoved removed => removed with { Why = Text(removed.Why) },
            RunResumed or StepStarted or UndoStarted or GateAnswered or PointTaken => @event,
            _ => throw new ArgumentOutOfRangeException(nameof(@event), @event.GetType().Name, "It is not known what of this event is said to people."),
        };

        string Text(string text) => redactor.Redact(text);
        string? Maybe(string? text) => text is null ? null : Text(text);
        List<string> All(IEnumerable<string> texts) => [.. texts.Select(Text)];
        Plan Plan(Plan plan) => plan with
        {
            Findings = [.. plan.Findings.Select(finding => finding with { Value = Text(finding.Value) })],
            Steps = [.. plan.Steps.Select(step => step with { Does = Text(step.Does) })],
            Notes = All(plan.Notes),
        };
        RunResult Result(RunResult result) => result with
        {
            Message = Text(result.Message),
            Next = Text(result.Next),
            Kept = All(result.Kept),
            Leftovers = All(result.Leftovers),
        };
    }
}
