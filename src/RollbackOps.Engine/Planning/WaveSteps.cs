using RollbackOps.Engine.Runbooks;

namespace RollbackOps.Engine.Planning;

/// <summary>The steps of all waves as those of one plan: one common Prepare, then Shut to Prove for each. Pure.</summary>
/// <param name="runbook">The runbook.</param>
/// <param name="strategy">The strategy.</param>
public sealed class WaveSteps(Runbook runbook, Strategy strategy)
{
    private readonly List<Step> _all = [];

    /// <summary>The place of what comes after all waves; 0 where there are none.</summary>
    public static int Last(Strategy strategy) => strategy.Waves.Count == 0 ? 0 : strategy.Waves.Count + 1;

    /// <summary>Which waves need nothing, beside others that do, and what happens when one fails.</summary>
    public static IEnumerable<string> Notes(Strategy strategy, IReadOnlyList<Step> steps)
    {
        if (strategy.Waves.Count == 0 || steps.Count == 0)
            yield break;
        foreach (var (index, wave) in strategy.Waves.Index().Where(wave => wave.Item.Back.Count > 0 && steps.All(step => step.Wave != wave.Index + 1)))
            yield return $"Wave {index + 1} ({wave.Name}) is in place already.";
        yield return strategy.OnFailure switch
        {
            OnFailure.Hold => "A wave that fails is left as it is, and the run is held (on-failure: hold).",
            OnFailure.UndoWave => "A wave that fails is undone alone; the waves before it stay (on-failure: undo-wave).",
            _ => "Where a wave fails, all are undone, the last first (on-failure: undo).",
        };
    }

    /// <summary>The steps that stay, each with its place, and what each wave proves.</summary>
    /// <param name="steps">What the parts contribute, each with the wave it was planned for.</param>
    public List<Step> Of(IReadOnlyList<Step> steps)
    {
        // What one wave prepares, such as the target's tree, may serve another.
        var common = steps.Where(IsCommon).ToList();
        for (var wave = 1; wave <= strategy.Waves.Count; wave++)
        {
            List<Step> own = [.. steps.Where(step => step.Wave == wave && !IsCommon(step))];
            var kept = StepPruning.Keep([.. common, .. own]);
            if (!kept.Exists(step => !IsCommon(step)))
                continue;
            var isFirst = _all.TrueForAll(step => step.Wave == 0);
            foreach (var step in kept)
                Add(step, wave);
            if (!isFirst && strategy.OnFailure == OnFailure.UndoWave && runbook.BeforeOpen.Any(RunSteps.IsMeasuredEarly))
                _all.Add(RunSteps.BeforeWave(runbook, wave));
            if (RunSteps.AfterWave(runbook, strategy.Waves[wave - 1], wave) is { } proof)
                _all.Add(proof);
        }

        return _all;
    }

    private static bool IsCommon(Step step) => step.Moment <= Moment.Prepare;

    private void Add(Step step, int wave)
    {
        var placed = step with { Wave = IsCommon(step) ? 0 : step.Moment > Moment.Prove ? Last(strategy) : wave };
        var twins = _all.FindAll(other => other.Id == step.Id || other.Id == InWave(step, step.Wave));
        if (IsCommon(step) && twins.Exists(other => other.Detail.GetRawText() == step.Detail.GetRawText()))
            return;
        _all.Add(twins.Count == 0 ? placed : placed with { Id = InWave(step, step.Wave) });
    }

    private static string InWave(Step step, int wave) => $"{step.Id}-wave-{wave}";
}
