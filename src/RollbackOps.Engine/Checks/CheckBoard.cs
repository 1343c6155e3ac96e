using RollbackOps.Engine.Runbooks.Checks;

namespace RollbackOps.Engine.Checks;

/// <summary>Measures lists of checks.</summary>
/// <param name="checks">The kinds of check.</param>
/// <param name="time">The clock.</param>
public sealed class CheckBoard(IReadOnlyList<ICheck> checks, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Measures each once, side by side; a question to a person is left out.</summary>
    public async Task<IReadOnlyList<CheckResult>> MeasureAsync(
        IEnumerable<CheckSpec> specs, CheckScope scope, CancellationToken cancel) =>
        await Task.WhenAll(specs.Where(spec => spec is not AskCheck).Select(spec => MeasureAsync(spec, scope, cancel)));

    /// <summary>
    /// Measures until all that change nothing hold as often in a row as the runbook says, then those that write, once;
    /// gives up when the runbook's time is over. The results are the last ones of each.
    /// </summary>
    public async Task<IReadOnlyList<CheckResult>> ProveAsync(
        IReadOnlyList<CheckSpec> specs, CheckScope scope, Action<IReadOnlyList<CheckResult>> measured, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var results = await UntilAsync(
            () => MeasureAsync(specs.Where(spec => !spec.Writes), scope, cancel),
            now => now.All(result => result.Passed),
            scope,
            measured,
            began,
            cancel);
        if (!results.All(result => result.Passed))
            return results;
        return [.. results, .. await MeasureAsync(specs.Where(spec => spec.Writes), scope, cancel)];
    }

    /// <summary>Measures until as many hold as held before; the results are the last ones.</summary>
    public async Task<IReadOnlyList<CheckResult>> EqualAsync(
        IReadOnlyList<CheckSpec> specs, IReadOnlyList<CheckResult> before, CheckScope scope, CancellationToken cancel)
    {
        var held = before.Where(result => result.Passed).Select(result => result.Check).ToHashSet();
        return await UntilAsync(
            () => MeasureAsync(specs, scope, cancel),
            now => now.Where(result => held.Contains(result.Check)).All(result => result.Passed),
            scope,
            _ => { },
            time.GetTimestamp(),
            cancel);
    }

    /// <summary>Waits before measuring.</summary>
    public Task WaitAsync(TimeSpan wait, CancellationToken cancel) => wait > TimeSpan.Zero ? Task.Delay(wait, time, cancel) : Task.CompletedTask;

    private async Task<IReadOnlyList<CheckResult>> UntilAsync(
        Func<Task<IReadOnlyList<CheckResult>>> measure,
        Func<IReadOnlyList<CheckResult>, bool> holds,
        CheckScope scope,
        Action<IReadOnlyList<CheckResult>> measured,
        long began,
        CancellationToken cancel)
    {
        for (var inARow = 0; ;)
        {
            var results = await measure();
            measured(results);
            inARow = holds(results) ? inARow + 1 : 0;
            if (inARow >= scope.Runbook.HealthInARow || (inARow == 0 && time.GetElapsedTime(began) >= scope.Runbook.HealthWithin))
                return results;
            await Task.Delay(Pause, time, cancel);
        }
    }

    private Task<CheckResult> MeasureAsync(CheckSpec spec, CheckScope scope, CancellationToken cancel) =>
        checks.FirstOrDefault(check => check.Kind == spec.Kind)?.MeasureAsync(spec, scope, cancel)
        ?? throw new RollbackException(
            RollbackErrorId.NotSupported,
            $"The check '{spec.Name}' is of the kind '{spec.Kind}', which this version can't measure.",
            "Take it out of the runbook, or use a version that has it.");
}
