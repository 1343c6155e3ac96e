using System.Runtime.CompilerServices;
using RollbackOps.Engine.Actions;

namespace RollbackOps.Engine.Running.Steps;

/// <summary>
/// A step that changes nothing outside, so that its effect is the answer that it was given just now: whoever resumes the
/// run asks again, in this process or another.
/// </summary>
/// <typeparam name="TDetail">The step's detail.</typeparam>
internal abstract class OnceStep<TDetail> : StepKind<TDetail, Done>
    where TDetail : class
{
    private readonly ConditionalWeakTable<Work, Done> _done = [];

    protected sealed override Task<Done> ReadAsync(TDetail detail, Work work, CancellationToken cancel) =>
        Task.FromResult(new Done(_done.TryGetValue(work, out _)));

    protected sealed override Verdict Judge(TDetail detail, Done before, Done now) =>
        now.IsDone ? Verdict.InEffect : Verdict.Before;

    protected sealed override async Task DoAsync(TDetail detail, Done before, Work work, CancellationToken cancel)
    {
        await DoAsync(detail, work, cancel);
        _done.AddOrUpdate(work, new(true));
    }

    protected abstract Task DoAsync(TDetail detail, Work work, CancellationToken cancel);
}
