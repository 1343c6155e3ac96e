using RollbackOps.Engine.Actions;

namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>The kind of step that a scenario's things have: it fails as the scenario says.</summary>
internal sealed class WalkStep(Scenario scenario, WalkWorld world) : StepKind<WalkDetail, FakeState>
{
    public override string Kind => "walk";

    protected override Task<FakeState> ReadAsync(WalkDetail detail, Work work, CancellationToken cancel)
    {
        world.RefuseDead();
        return Task.FromResult(new FakeState(world.Things[detail.Thing]));
    }

    protected override Verdict Judge(WalkDetail detail, FakeState before, FakeState now) => now.Identity switch
    {
        WalkWorld.New => Verdict.InEffect,
        WalkWorld.Half => scenario.Find(detail.Thing).Unknowable ? Verdict.Unknown : Verdict.Partly,
        WalkWorld.Foreign => Verdict.Foreign,
        var identity => identity == before.Identity ? Verdict.Before : Verdict.Foreign,
    };

    protected override Task DoAsync(WalkDetail detail, FakeState before, Work work, CancellationToken cancel)
    {
        var thing = scenario.Find(detail.Thing);
        if (thing.Needs is { } need && work.Gifts[need] != GiftOf(need))
            world.Violations.Add($"{thing.Name} was given something else");
        Remember(thing, before);
        Exchange(thing, world.Doing(thing), WalkWorld.New, undo: false, cancel);
        return Task.CompletedTask;
    }

    protected override Task UndoAsync(WalkDetail detail, FakeState before, Work work, CancellationToken cancel)
    {
        var thing = scenario.Find(detail.Thing);
        if (thing.Needs is { } need && world.Things[need] == WalkWorld.New && world.Written.Contains($"ended {scenario.Find(need).Step}") && work.Gifts.Find(need) is null)
            world.Violations.Add($"the gift that the undo of {thing.Name} needs was taken away before it");
        Remember(thing, before);
        Exchange(thing, world.Undoing(thing), before.Identity, undo: true, cancel);
        return Task.CompletedTask;
    }

    protected override IReadOnlyDictionary<string, string> Give(Step step, WalkDetail detail, FakeState now) =>
        new Dictionary<string, string> { [detail.Thing] = GiftOf(detail.Thing) };

    protected override string? Keeps(WalkDetail detail, FakeState before, FakeState now) => before.Identity;

    protected override string? Leaves(WalkDetail detail, FakeState before, FakeState now) =>
        scenario.Find(detail.Thing).MovesData ? LeftOf(detail.Thing) : null;

    /// <summary>What users wrote to a thing, kept when it is undone.</summary>
    public static string LeftOf(string thing) => $"what users wrote to {thing}";

    private static string GiftOf(string thing) => $"made by {thing}";

    private void Remember(WalkThing thing, FakeState before)
    {
        if (before.Identity != WalkWorld.OldOf(thing.Name))
            world.Violations.Add($"the state before {thing.Name} was forgotten: {before.Identity}");
    }

    private void Exchange(WalkThing thing, Failure failure, string identity, bool undo, CancellationToken cancel)
    {
        if (failure == Failure.Lie)
            return;
        if (failure == Failure.Early)
            throw Error(thing);
        world.Put(thing, WalkWorld.Half, undo);
        cancel.ThrowIfCancellationRequested();
        if (failure == Failure.Half)
            throw Error(thing);
        if (failure == Failure.HalfLie)
            return;
        world.Put(thing, identity, undo);
        if (failure == Failure.Late)
            throw Error(thing);
    }

    private static Exception Error(WalkThing thing) => thing.Error switch
    {
        0 => new RollbackException(RollbackErrorId.ToolFailed, $"the tool for {thing.Name} failed", "mend it"),
        1 => new InvalidOperationException($"a mistake about {thing.Name}"),
        2 => new OperationCanceledException($"{thing.Name} gave up"),
        _ => new IOException($"no more room for {thing.Name}"),
    };
}
