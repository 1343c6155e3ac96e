using System.Collections.Concurrent;
using RollbackOps.Engine.Actions;

namespace RollbackOps.Engine.Running.Steps;

/// <summary>
/// A step that changes nothing outside, so that its effect is the answer that this process was given: another process
/// that resumes the run asks again.
/// </summary>
/// <typeparam name="TDetail">The step's detail.</typeparam>
internal abstract class OnceStep<TDetail> : StepKind<TDetail, Done>
    where TDetail : class
{
    private readonly ConcurrentDictionary<string, bool> _done = [];

    protected sealed override Task<Done> ReadAsync(TDetail detail, Work work, CancellationToken cancel) =>
        Task.FromResult(new Done(_done.ContainsKey(Key(work))));

    protected sealed override Verdict Judge(TDetail detail, Done before, Done now) =>
        now.IsDone ? Verdict.InEffect : Verdict.Before;

    protected sealed override async Task DoAsync(TDetail detail, Done before, Work work, CancellationToken cancel)
    {
        await DoAsync(detail, work, cancel);
        _done[Key(work)] = true;
    }

    protected abstract Task DoAsync(TDetail detail, Work work, CancellationToken cancel);

    private static string Key(Work work) => $"{work.Kept} {work.Step.Id}";
}
