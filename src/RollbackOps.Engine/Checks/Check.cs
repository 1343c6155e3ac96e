using RollbackOps.Engine.Runbooks.Checks;

namespace RollbackOps.Engine.Checks;

/// <summary>A check with its own type of specification; takes the time and ends what takes too long.</summary>
/// <param name="time">The clock.</param>
/// <typeparam name="TSpec">Its specification.</typeparam>
public abstract class Check<TSpec>(TimeProvider time) : ICheck
    where TSpec : CheckSpec
{
    /// <inheritdoc/>
    public abstract string Kind { get; }

    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <inheritdoc/>
    public async Task<CheckResult> MeasureAsync(CheckSpec spec, CheckScope scope, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        using var limit = new CancellationTokenSource(spec.Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        var (passed, detail) = await AnswerAsync((TSpec)spec, scope, limit.Token, both.Token, cancel);
        return new() { Check = spec.Name, Passed = passed, Detail = detail, Took = time.GetElapsedTime(began) };
    }

    /// <summary>Measures once: whether it holds, and what was measured.</summary>
    /// <exception cref="RollbackException">It can't be measured, which counts as not holding.</exception>
    protected abstract Task<(bool Passed, string Detail)> MeasureAsync(TSpec spec, CheckScope scope, CancellationToken cancel);

    private async Task<(bool Passed, string Detail)> AnswerAsync(
        TSpec spec, CheckScope scope, CancellationToken limit, CancellationToken both, CancellationToken cancel)
    {
        try
        {
            return await MeasureAsync(spec, scope, both);
        }
        catch (RollbackException error)
        {
            return (false, error.Message);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return (false, $"no answer within {spec.Limit.TotalSeconds:0.#} s");
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            return (false, $"it can't be measured: {error.Message}");
        }
    }
}
