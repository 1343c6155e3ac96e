using RollbackOps.Engine.Running;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Running;

public sealed class InterruptionTests : IDisposable
{
    private readonly TestRun _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task An_interrupted_run_ends_its_step_and_can_be_resumed()
    {
        var waiting = _test.Fake.Waiting["a/Switch"] = new();
        var run = _test.Begin(Steps.Of("a", Moment.Switch), Steps.Of("b", Moment.Switch));
        await BegunAsync(run);
        run.Interrupt();
        waiting.SetResult();
        var result = await run.Completion;
        Assert.Equal((Outcome.Interrupted, 5), (result.Outcome, result.ExitCode));
        Assert.Equal("new", _test.World.Things["a/Switch"]);
        Assert.False(_test.World.Things.ContainsKey("b/Switch"));
        Assert.Equal(Outcome.Proven, (await _test.ResumeAsync()).Outcome);
    }

    [Fact]
    public async Task A_second_interruption_ends_the_step_at_once()
    {
        _test.Fake.Waiting["a/Switch"] = new();
        var run = _test.Begin(Steps.Of("a", Moment.Switch));
        await BegunAsync(run);
        run.Interrupt();
        run.Interrupt();
        Assert.Equal(Outcome.Interrupted, (await run.Completion).Outcome);
        _test.Fake.Waiting.Clear();
        Assert.Equal(Outcome.Proven, (await _test.ResumeAsync()).Outcome);
    }

    [Fact]
    public async Task A_step_that_fails_because_the_run_is_interrupted_turns_nothing_back()
    {
        var waiting = _test.Fake.Waiting["a/Switch"] = new();
        _test.Fake.Failing["a/Switch"] = "ended with exit code 130";
        var run = _test.Begin(Steps.Of("a", Moment.Switch));
        await BegunAsync(run);
        run.Interrupt();
        waiting.SetResult();
        Assert.Equal(Outcome.Interrupted, (await run.Completion).Outcome);
        _test.Fake.Failing.Clear();
        Assert.Equal(Outcome.Proven, (await _test.ResumeAsync()).Outcome);
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_a_failure_of_the_step()
    {
        _test.Fake.Waiting["a/Switch"] = new();
        _test.Fake.Waiting["a/Switch"].SetCanceled(TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.Undone, (await _test.GoAsync(Steps.Of("a", Moment.Switch))).Outcome);
    }

    // Interrupted between its journal line and its effect, a step does not begin at all.
    private async Task BegunAsync(Run run)
    {
        await foreach (var @event in run.Events.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            if (@event is StepStarted { Step: "a/switch" })
                break;
        }

        Assert.True(SpinWait.SpinUntil(() => _test.World.Things.ContainsKey("a/Switch"), TimeSpan.FromSeconds(30)));
    }
}
