using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Tools;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Running;

public sealed class WaveRunTests
{
    [Fact]
    [Trait("Row", "S3")]
    public async Task A_wave_that_fails_is_undone_alone_and_the_run_ends_held_with_the_state_named()
    {
        using var test = Make(OnFailure.UndoWave);
        var result = await test.GoAsync(Plan());

        Assert.Equal((Outcome.Held, 4), (result.Outcome, result.ExitCode));
        Assert.Contains("held after wave 1 of 3: wave 1 (a) is at the target and proven; wave 2 (b) is undone and reads as before, and wave 3 (c) was not begun: it does not start", result.Message, StringComparison.Ordinal);
        Assert.Contains("rollbackops run --runbook", result.Next, StringComparison.Ordinal);
        Assert.Contains("rollbackops undo --runbook", result.Next, StringComparison.Ordinal);
        Assert.IsType<RunEnded>(test.Events[^1]);
        AssertHeld(test);
    }

    [Fact]
    [Trait("Row", "S3")]
    public async Task Killed_at_any_instant_resume_undoes_the_failed_wave_and_no_other()
    {
        using var whole = Make(OnFailure.UndoWave);
        var instants = Instant.Watch(whole);
        await whole.GoAsync(Plan());
        Assert.True(instants.Count > 20, $"only {instants.Count} instants were seen");
        foreach (var instant in instants)
        {
            using var test = Make(OnFailure.UndoWave);
            await instant.ToAsync(test);
            Assert.Equal(Outcome.Held, (await test.ResumeAsync()).Outcome);
            AssertHeld(test);
        }
    }

    [Fact]
    public async Task The_waves_that_stayed_are_undone_when_a_person_asks()
    {
        using var test = Make(OnFailure.UndoWave);
        await test.GoAsync(Plan());
        var result = await test.UndoAsync();
        Assert.Equal((Outcome.Undone, 0), (result.Outcome, result.ExitCode));
        Assert.All(["a/Switch", "b/Switch", "b/Start"], thing => Assert.Equal("old", test.World.Things[thing]));
    }

    [Fact]
    public async Task Where_the_first_wave_fails_everything_is_undone()
    {
        using var test = new TestRun { OnFailure = OnFailure.UndoWave, Waves = ["a", "b", "c"] };
        test.Fake.Failing["a/Switch"] = "it does not start";
        Assert.Equal(Outcome.Undone, (await test.GoAsync(Plan())).Outcome);
        Assert.All(test.World.Things, thing => Assert.Equal("old", thing.Value));
    }

    [Fact]
    [Trait("Row", "S3")]
    public async Task Where_all_is_to_be_undone_the_waves_before_are_too_last_first()
    {
        using var test = Make(OnFailure.Undo);
        Assert.Equal(Outcome.Undone, (await test.GoAsync(Plan())).Outcome);
        Assert.Equal(["b/start", "b/switch", "a/switch", "copy/prepare", "checks/before"], test.Events.OfType<UndoEnded>().Select(undone => undone.Step));
    }

    [Fact]
    public async Task Where_all_waves_are_through_and_the_last_proof_fails_nothing_is_undone_because_none_is_to_blame()
    {
        using var test = Make(OnFailure.UndoWave);
        test.Fake.Failing.Clear();
        test.Check.Holds = () => test.World.Things.GetValueOrDefault("c/Switch") != "new";
        var result = await test.GoAsync([.. Plan().Where(step => step.Kind != RunSteps.Prove)]);
        Assert.Equal(Outcome.Held, result.Outcome);
        Assert.Contains("nothing tells which of them is to blame", result.Message, StringComparison.Ordinal);
        Assert.IsType<RunPaused>(test.Events[^1]);
        Assert.Equal("new", test.World.Things["c/Switch"]);
    }

    [Fact]
    public async Task A_failed_undo_of_a_wave_is_gone_on_with()
    {
        using var test = Make(OnFailure.UndoWave);
        test.Fake.UndoFailing.Add("b/Switch");
        var held = await test.GoAsync(Plan());
        Assert.Equal(Outcome.Held, held.Outcome);
        Assert.Contains("To go on with the way back: rollbackops resume", held.Next, StringComparison.Ordinal);
        test.Fake.UndoFailing.Clear();
        var result = await test.ResumeAsync();
        Assert.Contains("wave 2 (b) is undone", result.Message, StringComparison.Ordinal);
        AssertHeld(test);
    }

    private static void AssertHeld(TestRun test)
    {
        Assert.Equal("new", test.World.Things["a/Switch"]);
        Assert.Equal("old", test.World.Things["b/Switch"]);
        Assert.Equal("old", test.World.Things["b/Start"]);
        Assert.DoesNotContain("c/Switch", test.World.Things.Keys);
    }

    private static TestRun Make(OnFailure onFailure)
    {
        var test = new TestRun { OnFailure = onFailure, Waves = ["a", "b", "c"] };
        test.Checks.Add(new TcpCheck { Name = "port", Host = "localhost", Port = 1 });
        test.Fake.Failing["b/Start"] = "it does not start";
        return test;
    }

    private static Step[] Plan() =>
    [
        Steps.Of("copy", Moment.Prepare),
        Steps.Of("a", Moment.Switch) with { Wave = 1 },
        Proof(1),
        Steps.Of("b", Moment.Switch) with { Wave = 2 },
        Steps.Of("b", Moment.Start) with { Wave = 2 },
        Proof(2),
        Steps.Of("c", Moment.Switch) with { Wave = 3 },
        Proof(3),
    ];

    private static Step Proof(int wave) => new()
    {
        Id = $"checks/wave-{wave}",
        Kind = RunSteps.Prove,
        Subject = "test",
        Does = "prove port",
        Moment = Moment.Prove,
        Wave = wave,
        Back = Back.NothingToUndo,
        Touch = Touch.Reads,
        Detail = EngineJson.ToElement(new ProofDetail(["port"])),
    };
}
