using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Tools;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Running;

public sealed class ResumeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_at_any_instant_resume_reaches_the_same_end(bool fails)
    {
        var instants = await InstantsAsync(fails);
        Assert.True(instants.Count > 20, $"only {instants.Count} instants were seen");
        foreach (var instant in instants)
        {
            using var test = Make(fails);
            await instant.ToAsync(test);
            var result = await test.ResumeAsync();
            Assert.Equal(fails ? Outcome.Undone : Outcome.Proven, result.Outcome);
            Assert.All(test.World.Things, thing => Assert.Equal(fails ? "old" : "new", thing.Value));
        }
    }

    [Theory]
    [InlineData("false")]
    [InlineData("switch")]
    public async Task A_secret_that_becomes_known_during_the_run_hides_no_step_from_a_resume(string secret)
    {
        using var test = new TestRun { OnFailure = OnFailure.Hold };
        test.World.Instant = () => test.Redactor.Add(secret);
        test.Fake.Failing["service/Start"] = "it does not start";
        Assert.Equal(Outcome.Held, (await test.GoAsync(Steps.Of("db", Moment.Switch), Steps.Of("service", Moment.Start))).Outcome);
        test.Fake.Failing.Clear();
        Assert.Equal(Outcome.Proven, (await test.ResumeAsync()).Outcome);
        Assert.Contains(test.Events.OfType<StepEnded>(), ended => ended is { Step: "db/switch", Already: false });
    }

    [Fact]
    public async Task What_no_tool_can_tell_is_asked()
    {
        using var test = new TestRun();
        test.Fake.Unknowable.Add("mail/Switch");
        test.Fake.Waiting["mail/Switch"] = new();
        var run = test.Begin(Steps.Of("mail", Moment.Switch));
        run.Interrupt();
        run.Interrupt();
        await run.Completion;
        test.Fake.Waiting.Clear();
        if (test.World.Things.ContainsKey("mail/Switch"))
        {
            Assert.Equal(Outcome.Waiting, (await test.ResumeAsync()).Outcome);
            test.Person.Answers["mail/switch"] = false;
        }

        Assert.Equal(Outcome.Proven, (await test.ResumeAsync()).Outcome);
        Assert.Equal("new", test.World.Things["mail/Switch"]);
    }

    [Fact]
    public void An_answer_about_a_step_does_not_outlive_the_beginning_of_its_undo()
    {
        var before = EngineJson.ToElement(new { });
        RunEvent[] events = [new StepStarted("mail/switch", before), new GateAnswered("mail/switch", Yes: true, new("tester", "here", 1))];
        Assert.True(new RunRecord(events).Answers["mail/switch"]);
        Assert.Empty(new RunRecord([.. events, new UndoStarted("mail/switch")]).Answers);
    }

    private static async Task<List<Instant>> InstantsAsync(bool fails)
    {
        using var test = Make(fails);
        var instants = Instant.Watch(test);
        var result = await test.GoAsync(Plan());
        Assert.Equal(fails ? Outcome.Undone : Outcome.Proven, result.Outcome);
        return instants;
    }

    private static TestRun Make(bool fails)
    {
        var test = new TestRun();
        test.Checks.Add(new TcpCheck { Name = "port", Host = "localhost", Port = 1 });
        if (fails)
            test.Check.Holds = () => test.World.Things.GetValueOrDefault("service/Start", "old") == "old";
        return test;
    }

    private static Step[] Plan() =>
    [
        Steps.Of("copy", Moment.Prepare),
        Steps.Of("service", Moment.Stop),
        Steps.Of("db", Moment.Switch) with { MovesData = true },
        Steps.Of("code", Moment.Switch),
        Steps.Of("service", Moment.Start),
        Steps.Of("traffic", Moment.Start),
    ];
}
