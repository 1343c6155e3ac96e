using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Planning;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running.Steps;

/// <summary>Waits until the checks before or after opening hold.</summary>
/// <param name="board">Measures them.</param>
internal sealed class ProveStep(CheckBoard board) : OnceStep<Nothing>
{
    public override string Kind => RunSteps.Prove;

    protected override async Task DoAsync(Nothing detail, Work work, CancellationToken cancel)
    {
        var (specs, when) = work.Step.Moment == Moment.Watch
            ? (work.Runbook.AfterOpen, CheckTime.AfterOpen)
            : (work.Runbook.BeforeOpen, CheckTime.BeforeOpen);
        var scope = new CheckScope(work.Runbook, work.CutoverBegan);
        var results = await board.ProveAsync(specs, scope, now => work.Progress(Summary(now), null), cancel);
        foreach (var result in results)
            work.Tell(new CheckMeasured(when, result));
        var failed = results.Where(result => !result.Passed).ToList();
        if (failed.Count > 0)
            throw new RollbackException(
                RollbackErrorId.CheckFailed,
                string.Join("; ", failed.Select(result => $"The check '{result.Check}' does not hold: {result.Detail}")),
                "Look at what the check measures; the evidence folder has the logs from before the run.");
    }

    private static string Summary(IReadOnlyList<CheckResult> results) =>
        results.FirstOrDefault(result => !result.Passed) is { } waiting
            ? $"{waiting.Check}: {waiting.Detail}"
            : $"{results.Count} of {results.Count} hold";
}
