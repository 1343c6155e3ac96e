using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running.Steps;

/// <summary>Waits until the checks before or after opening, or those of a wave, hold.</summary>
/// <param name="board">Measures them.</param>
internal sealed class ProveStep(CheckBoard board) : OnceStep<ProofDetail>
{
    public override string Kind => RunSteps.Prove;

    protected override async Task DoAsync(ProofDetail detail, Work work, CancellationToken cancel)
    {
        if (detail.Wait > TimeSpan.Zero)
            work.Progress($"waiting {detail.Wait.TotalSeconds:0} s before the checks", null);
        await board.WaitAsync(detail.Wait, cancel);
        var (specs, when) = work.Step.Moment == Moment.Watch
            ? (work.Runbook.AfterOpen, CheckTime.AfterOpen)
            : (work.Runbook.BeforeOpen, CheckTime.BeforeOpen);
        if (detail.Checks is { } named)
            specs = [.. named.Select(name => work.Runbook.Checks.FirstOrDefault(check => check.Name == name) ?? new ContainersCheck { Name = name, Services = [name] })];
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
