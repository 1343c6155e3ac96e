using System.Text.Json;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Tools;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running.Steps;

/// <summary>Measures the checks before anything changes; undone last, it proves that turning back has brought them back.</summary>
/// <param name="board">Measures them.</param>
internal sealed class BaselineStep(CheckBoard board) : StepKind<Nothing, BaselineState>
{
    public override string Kind => RunSteps.Baseline;

    protected override async Task<BaselineState> ReadAsync(Nothing detail, Work work, CancellationToken cancel) =>
        new(File.Exists(FileOf(work)) ? await SavedAsync(work, cancel) : null);

    protected override Verdict Judge(Nothing detail, BaselineState before, BaselineState now) =>
        now.Results is null ? Verdict.Before : Verdict.InEffect;

    protected override async Task DoAsync(Nothing detail, BaselineState before, Work work, CancellationToken cancel)
    {
        var results = await board.MeasureAsync(Specs(work.Runbook), new(work.Runbook), cancel);
        Tell(work, work.Step.Wave == 0 ? CheckTime.BeforeRun : CheckTime.Alone, results);
        var file = FileOf(work);
        await File.WriteAllTextAsync($"{file}.new", JsonSerializer.Serialize(results, EngineJson.Options), cancel);
        CrashPoint.Around($"moving {file}.new over it", () => File.Move($"{file}.new", file, overwrite: true));
    }

    protected override async Task UndoAsync(Nothing detail, BaselineState before, Work work, CancellationToken cancel)
    {
        var saved = await SavedAsync(work, cancel);
        var now = await board.EqualAsync(Specs(work.Runbook), saved, new(work.Runbook, work.CutoverBegan), cancel);
        Tell(work, CheckTime.AfterUndo, now);
        var held = saved.Where(result => result.Passed).Select(result => result.Check).ToHashSet();
        var lost = now.Where(result => !result.Passed && held.Contains(result.Check)).ToList();
        if (lost.Count > 0)
            throw new RollbackException(
                RollbackErrorId.CheckFailed,
                $"After turning back, what held before the run no longer does: {string.Join("; ", lost.Select(result => $"{result.Check}: {result.Detail}"))}",
                "Find out why, mend it, then resume.");
        CrashPoint.Around($"deleting {FileOf(work)}", () => File.Delete(FileOf(work)));
    }

    private static List<CheckSpec> Specs(Runbook runbook) =>
        [.. runbook.BeforeOpen.Where(RunSteps.IsMeasuredEarly)];

    private static void Tell(Work work, CheckTime when, IReadOnlyList<CheckResult> results)
    {
        foreach (var result in results)
            work.Tell(new CheckMeasured(when, result));
    }

    private static async Task<IReadOnlyList<CheckResult>> SavedAsync(Work work, CancellationToken cancel) =>
        JsonSerializer.Deserialize<List<CheckResult>>(await File.ReadAllTextAsync(FileOf(work), cancel), EngineJson.Options)!;

    private static string FileOf(Work work) => Path.Combine(work.Evidence, $"{work.Step.Id.Replace('/', '-')}.json");
}
