using System.Text.Json;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions;

/// <summary>A kind of step with its own types for the step's detail and state.</summary>
/// <typeparam name="TDetail">The absolute target and all that is needed to do it.</typeparam>
/// <typeparam name="TState">What identifies the state.</typeparam>
public abstract class StepKind<TDetail, TState> : IStepKind
    where TDetail : class
    where TState : class
{
    /// <inheritdoc/>
    public abstract string Kind { get; }

    async Task<JsonElement> IStepKind.ReadAsync(Work work, CancellationToken cancel) =>
        EngineJson.ToElement(await ReadAsync(Detail(work.Step), work, cancel));

    Verdict IStepKind.Judge(Step step, JsonElement before, JsonElement now) =>
        Judge(Detail(step), State(before), State(now));

    RollbackException? IStepKind.Refusal(Work work, JsonElement now) => Refusal(Detail(work.Step), State(now), work);

    Task IStepKind.DoAsync(Work work, JsonElement before, CancellationToken cancel) =>
        DoAsync(Detail(work.Step), State(before), work, cancel);

    Task IStepKind.UndoAsync(Work work, JsonElement before, CancellationToken cancel) =>
        UndoAsync(Detail(work.Step), State(before), work, cancel);

    IReadOnlyDictionary<string, string> IStepKind.Give(Step step, JsonElement now) => Give(step, Detail(step), State(now));

    Origin? IStepKind.OriginOf(Step step, JsonElement now) => OriginOf(Detail(step), State(now));

    string? IStepKind.Keeps(Step step, JsonElement before, JsonElement now) =>
        Keeps(Detail(step), State(before), State(now));

    string? IStepKind.Leaves(Step step, JsonElement before, JsonElement now) =>
        Leaves(Detail(step), State(before), State(now));

    Task<IReadOnlyList<Loss>> IStepKind.WrittenSinceAsync(Work work, JsonElement before, CancellationToken cancel) =>
        WrittenSinceAsync(Detail(work.Step), State(before), work, cancel);

    Task<IReadOnlyList<KeptThing>> IStepKind.FindKeptAsync(Work work, JsonElement before, CancellationToken cancel) =>
        FindKeptAsync(Detail(work.Step), State(before), work, cancel);

    Task IStepKind.GiveUpAsync(Work work, JsonElement before, KeptThing thing, CancellationToken cancel) =>
        GiveUpAsync(Detail(work.Step), State(before), thing, work, cancel);

    /// <inheritdoc cref="IStepKind.ReadAsync"/>
    protected abstract Task<TState> ReadAsync(TDetail detail, Work work, CancellationToken cancel);

    /// <inheritdoc cref="IStepKind.Judge"/>
    protected abstract Verdict Judge(TDetail detail, TState before, TState now);

    /// <inheritdoc cref="IStepKind.DoAsync"/>
    protected abstract Task DoAsync(TDetail detail, TState before, Work work, CancellationToken cancel);

    /// <inheritdoc cref="IStepKind.Refusal"/>
    protected virtual RollbackException? Refusal(TDetail detail, TState now, Work work) => null;

    /// <summary>Undoes it; only steps whose way back is by undo have one.</summary>
    protected virtual Task UndoAsync(TDetail detail, TState before, Work work, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>The gifts: by default each that the step names, with the value <c>yes</c>.</summary>
    protected virtual IReadOnlyDictionary<string, string> Give(Step step, TDetail detail, TState now) =>
        step.Gives.ToDictionary(gift => gift, _ => "yes");

    /// <inheritdoc cref="IStepKind.OriginOf"/>
    protected virtual Origin? OriginOf(TDetail detail, TState now) => null;

    /// <inheritdoc cref="IStepKind.Keeps"/>
    protected virtual string? Keeps(TDetail detail, TState before, TState now) => null;

    /// <inheritdoc cref="IStepKind.Leaves"/>
    protected virtual string? Leaves(TDetail detail, TState before, TState now) => null;

    /// <inheritdoc cref="IStepKind.WrittenSinceAsync"/>
    protected virtual Task<IReadOnlyList<Loss>> WrittenSinceAsync(TDetail detail, TState before, Work work, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Loss>>([]);

    /// <inheritdoc cref="IStepKind.FindKeptAsync"/>
    protected virtual Task<IReadOnlyList<KeptThing>> FindKeptAsync(TDetail detail, TState before, Work work, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<KeptThing>>([]);

    /// <inheritdoc cref="IStepKind.GiveUpAsync"/>
    protected virtual Task GiveUpAsync(TDetail detail, TState before, KeptThing thing, Work work, CancellationToken cancel) => Task.CompletedTask;

    private static TDetail Detail(Step step) => EngineJson.FromElement<TDetail>(step.Detail);

    private static TState State(JsonElement state) => EngineJson.FromElement<TState>(state);
}
