using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Reading;

namespace RollbackOps.Engine.Running;

/// <summary>A run as its journal tells it, with the plan and the runbook that were in force.</summary>
/// <param name="record">The journal, folded.</param>
/// <param name="folder">This machine's folder of the system.</param>
/// <param name="inForce">The runbook in force; null to read it from the journal.</param>
internal sealed class RecordedRun(RunRecord record, StateFolder folder, Runbook? inForce = null)
{
    public RunRecord Record => record;

    public string Number => record.Opened!.Run;

    public Plan Plan => record.Opened!.Plan;

    public Runbook Runbook { get; } = inForce ?? RunbookReader.Parse(record.Opened!.Runbook, record.Opened.Plan.Runbook, record.Opened.Plan.Request.Environment);

    /// <summary>What a step is given to be read, now that nothing runs.</summary>
    public Work WorkFor(Step step) => new()
    {
        Step = step,
        Run = Number,
        Runbook = Runbook,
        Plan = Plan,
        Gifts = new(record.Gifts),
        Scratch = folder.Scratch(Number),
        Kept = folder.Kept(Number),
        Evidence = folder.Evidence(Number),
        InEffect = record.Steps.Where(pair => pair.Value.IsInEffect).Select(pair => pair.Key).ToHashSet(),
        OpenedAt = Started ?? record.Find(step.Id)?.Ended?.At,
        Answers = new NoAnswers(),
        Progress = (_, _) => { },
        Tell = _ => { },
    };

    // From the first start of anything on, users may write to what is new.
    private DateTimeOffset? Started => Plan.Steps.Where(step => step.Moment == Moment.Start).Select(step => record.Find(step.Id)?.StartedAt).Min();
}
