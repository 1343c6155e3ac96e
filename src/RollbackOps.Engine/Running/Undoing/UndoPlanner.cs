using System.Text.Json;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Planning;

namespace RollbackOps.Engine.Running.Undoing;

/// <summary>Finds out what undoing a run would do, and what it can't bring back. Writes nothing.</summary>
/// <param name="kinds">The kinds of step.</param>
internal sealed class UndoPlanner(IReadOnlyDictionary<string, IStepKind> kinds)
{
    /// <summary>The plan to undo a run.</summary>
    /// <exception cref="RollbackException">There is nothing to undo, or what it needs is not there any more.</exception>
    public async Task<UndoPlan> MakeAsync(RecordedRun run, string? statePlace, CancellationToken cancel)
    {
        var (record, plan) = (run.Record, run.Plan);
        var afterOpening = IsAfterOpening(record);
        var steps = UndoScope.Of(plan, record, afterOpening).ToList();
        await RefuseSettledAsync(run, steps, cancel);
        var losses = new List<Loss>();
        foreach (var step in steps.Where(step => step.Moment == Moment.Switch && record.Find(step.Id) is { IsInEffect: true }))
            losses.AddRange(await LookAsync(run, step, cancel));
        return new()
        {
            Run = run.Number,
            System = plan.System,
            Environment = plan.Environment,
            Strategy = plan.Strategy,
            Request = plan.Request,
            State = statePlace,
            Outcome = record.Result?.Outcome,
            From = plan.From,
            To = plan.To,
            Steps = steps,
            Stays = [.. UndoScope.NoReturns(plan, record).Select(NoReturn), .. afterOpening ? UndoScope.LeftAside(plan, record).Select(LeftAside) : []],
            Losses = afterOpening || record.MayBeWrittenTo ? losses : [],
            Hash = PlanHash.OfText(string.Join('\n', steps.Select(step => step.Id).Prepend($"{run.Number} {plan.Hash} {record.Result?.Outcome}"))),
        };
    }

    /// <summary>Whether users came back to what the run has brought, or had when it was asked to be undone.</summary>
    public static bool IsAfterOpening(RunRecord record) => record.Asked?.AfterOpening ?? (record.IsProofOver || record.IsWaveOver);

    private async Task<IReadOnlyList<Loss>> LookAsync(RecordedRun run, Step step, CancellationToken cancel)
    {
        var kind = kinds[step.Kind];
        var work = run.WorkFor(step);
        var before = run.Record.Find(step.Id)!.Before;
        var now = await kind.ReadAsync(work, cancel);
        if (kind.Judge(step, before, now) == Verdict.Foreign)
            throw await ChangedAsync(run, step, now, cancel);
        return step.MovesData ? await kind.WrittenSinceAsync(work, before, cancel) : [];
    }

    private async Task<RollbackException> ChangedAsync(RecordedRun run, Step step, JsonElement now, CancellationToken cancel)
    {
        if (kinds[step.Kind].Refusal(run.WorkFor(step), now) is { } said)
            return new(said.Id, $"Run {run.Number} can't be undone: {said.Message}", said.Next, said);
        var record = run.Record.Find(step.Id)!;
        var isGone = record.Ended!.Kept is not null && (await kinds[step.Kind].FindKeptAsync(run.WorkFor(step), record.Before, cancel)).Count == 0;
        return new(
            RollbackErrorId.ChangedByOthers,
            isGone
                ? $"Run {run.Number} can't be undone: what it kept is not there any more: {record.Ended.Kept}."
                : $"Run {run.Number} can't be undone: what '{step.Id}' is about ({step.Subject}) was changed since, it is neither as the run left it nor as before: {now}",
            "Copy away what is there now, put back what the run had left, and undo again; or bring back a backup: rollbackops restore DATABASE.");
    }

    // Said before it is done: what could not be given up after all is still there.
    private async Task RefuseSettledAsync(RecordedRun run, List<Step> steps, CancellationToken cancel)
    {
        foreach (var gone in run.Record.Settled.Values)
        {
            if (steps.Find(step => step.Id == gone.Thing.Step) is not { } step)
                continue;
            var there = await kinds[step.Kind].FindKeptAsync(run.WorkFor(step), run.Record.Find(step.Id)!.Before, cancel);
            if (there.All(thing => thing.Identity != gone.Thing.Identity))
                throw new RollbackException(
                    RollbackErrorId.PlanImpossible,
                    $"Run {run.Number} can't be undone: {gone.By.User} gave up what it needs on {gone.At:yyyy-MM-dd HH:mm} UTC: {gone.Thing.What}.",
                    "Bring back a backup (rollbackops restore) or another release (rollbackops run --to).");
        }
    }

    internal static string NoReturn(Step step) => step.Back is Back.NoReturn gone
        ? $"{step.Id} ({step.Does}): {gone.Why}; lost: {gone.Lost}"
        : step.Id;

    private static string LeftAside(Step step) => $"{step.Id} ({step.Does}): made before users came back, and not taken away now";
}
