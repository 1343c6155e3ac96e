using RollbackOps.Engine.Actions;

namespace RollbackOps.Engine.Tests.Running;

/// <summary>A fake kind of step: exchanges the identity of a thing, by way of a half state.</summary>
internal sealed class FakeStep(World world) : StepKind<FakeDetail, FakeState>
{
    public override string Kind => "fake";

    /// <summary>Things whose step fails, with the error's text.</summary>
    public Dictionary<string, string> Failing { get; } = [];

    /// <summary>Things whose undo fails.</summary>
    public HashSet<string> UndoFailing { get; } = [];

    /// <summary>Things whose step succeeds without any effect.</summary>
    public HashSet<string> Lying { get; } = [];

    /// <summary>Things whose step keeps nothing of what was there.</summary>
    public HashSet<string> Keepless { get; } = [];

    /// <summary>Things of which no tool can tell whether the step ended, once it was begun.</summary>
    public HashSet<string> Unknowable { get; } = [];

    /// <summary>Waits in the middle of a thing's step.</summary>
    public Dictionary<string, TaskCompletionSource> Waiting { get; } = [];

    protected override Task<FakeState> ReadAsync(FakeDetail detail, Work work, CancellationToken cancel) =>
        Task.FromResult(new FakeState(world.Things.GetValueOrDefault(detail.Thing, detail.From)));

    protected override Verdict Judge(FakeDetail detail, FakeState before, FakeState now) => now.Identity switch
    {
        _ when now.Identity == detail.To => Verdict.InEffect,
        _ when now.Identity == detail.From => Verdict.Before,
        "half" => Unknowable.Contains(detail.Thing) ? Verdict.Unknown : Verdict.Partly,
        _ => Verdict.Foreign,
    };

    protected override async Task DoAsync(FakeDetail detail, FakeState before, Work work, CancellationToken cancel)
    {
        world.Put(detail.Thing, "half");
        if (Waiting.TryGetValue(detail.Thing, out var waiting))
            await waiting.Task.WaitAsync(cancel);
        if (Failing.TryGetValue(detail.Thing, out var text))
            throw new RollbackException(RollbackErrorId.ToolFailed, text, "mend it");
        world.Put(detail.Thing, Lying.Contains(detail.Thing) ? detail.From : detail.To);
    }

    protected override Task UndoAsync(FakeDetail detail, FakeState before, Work work, CancellationToken cancel)
    {
        if (UndoFailing.Contains(detail.Thing))
            throw new RollbackException(RollbackErrorId.ToolFailed, "no way back", "mend it");
        world.Put(detail.Thing, "half");
        world.Put(detail.Thing, detail.From);
        return Task.CompletedTask;
    }

    protected override string? Keeps(FakeDetail detail, FakeState before, FakeState now) =>
        Keepless.Contains(detail.Thing) ? null : $"{detail.Thing} {before.Identity}";
}
