using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Running.Undoing;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Running;

public sealed class UndoTests
{
    [Fact]
    public async Task A_proven_run_is_undone_and_what_users_wrote_to_since_is_kept()
    {
        using var test = new TestRun();
        await test.GoAsync(Plan());
        var result = await test.UndoAsync();
        Assert.Equal((Outcome.Undone, 0), (result.Outcome, result.ExitCode));
        Assert.All(test.World.Things, thing => Assert.Equal(thing.Key == "copy/Prepare" ? "new" : "old", thing.Value));
        Assert.Equal(["service/start", "db/switch", "service/stop"], test.Events.OfType<UndoEnded>().Select(undone => undone.Step));
    }

    [Fact]
    public async Task A_held_run_is_undone_before_opening_with_all_that_it_made_beside()
    {
        using var test = new TestRun { OnFailure = OnFailure.Hold };
        test.Fake.Failing["service/Start"] = "it does not start";
        Assert.Equal(Outcome.Held, (await test.GoAsync(Plan())).Outcome);
        var result = await test.UndoAsync();
        Assert.Equal((Outcome.Undone, 0), (result.Outcome, result.ExitCode));
        Assert.All(test.World.Things, thing => Assert.Equal("old", thing.Value));
        Assert.Empty(result.Leftovers);
    }

    [Fact]
    public async Task An_undo_that_fails_is_not_called_undone_even_where_users_noticed_nothing()
    {
        using var test = new TestRun();
        test.Fake.Failing["image/Prepare"] = "it does not build";
        test.Fake.UndoFailing.Add("copy/Prepare");
        Assert.Equal(Outcome.Refused, (await test.GoAsync(Steps.Of("copy", Moment.Prepare), Steps.Of("image", Moment.Prepare))).Outcome);
        Assert.Equal(Outcome.Held, (await test.UndoAsync()).Outcome);
        test.Fake.UndoFailing.Clear();
        Assert.Equal(Outcome.Undone, (await test.ResumeAsync()).Outcome);
        Assert.Equal("old", test.World.Things["copy/Prepare"]);
    }

    [Fact]
    public async Task What_can_not_be_undone_stays_and_is_named()
    {
        using var test = new TestRun();
        var proven = await test.GoAsync(Steps.Of("mail", Moment.Switch, back: new Back.NoReturn("it is sent", "the mail")), Steps.Of("db", Moment.Switch));
        Assert.Equal(["mail/switch (exchange mail): it is sent; lost: the mail"], proven.Stays);
        var result = await test.UndoAsync();
        Assert.Equal(("new", "old"), (test.World.Things["mail/Switch"], test.World.Things["db/Switch"]));
        Assert.Contains("but for what can't be undone: mail/switch", result.Message, StringComparison.Ordinal);
        Assert.Equal(["mail/switch (exchange mail): it is sent; lost: the mail"], result.Stays);
        Assert.Equal(3, result.ExitCode);
    }

    [Fact]
    public async Task What_was_made_beside_for_its_own_sake_and_is_not_taken_away_is_named_before_and_after()
    {
        using var test = new TestRun();
        test.Fake.Keepless.Add("note/Prepare");
        await test.GoAsync(Steps.Of("note", Moment.Prepare), Steps.Of("db", Moment.Switch));
        var plan = await test.PlanUndoAsync();
        Assert.Equal(["note/prepare (exchange note): made before users came back, and not taken away now"], plan.Stays);
        var result = await test.UndoAsync();
        Assert.Equal((0, "new"), (result.ExitCode, test.World.Things["note/Prepare"]));
        Assert.Equal(["note: exchange note"], result.Leftovers);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_at_any_instant_undo_reaches_the_state_before(bool duringUndo)
    {
        using var whole = new TestRun();
        var instants = duringUndo ? [] : Instant.Watch(whole);
        await whole.GoAsync(Plan());
        if (duringUndo)
        {
            instants = Instant.Watch(whole);
            await whole.UndoAsync();
        }

        Assert.True(instants.Count > 10, $"only {instants.Count} instants were seen");
        foreach (var instant in instants)
        {
            using var test = new TestRun();
            await instant.ToAsync(test);
            var result = await (duringUndo ? test.ResumeAsync() : test.UndoAsync());
            Assert.Equal((Outcome.Undone, 0), (result.Outcome, result.ExitCode));
            Assert.All(test.World.Things.Where(thing => thing.Key != "copy/Prepare"), thing => Assert.Equal("old", thing.Value));
        }
    }

    [Fact]
    public async Task A_newer_run_has_to_be_undone_first_and_one_that_was_undone_has_nothing_to_undo()
    {
        using var test = new TestRun();
        await test.GoAsync(Plan());
        test.World.Things.Clear();
        await test.GoAsync(Plan());
        var error = Assert.Throws<RollbackException>(() => UndoChoice.Of([.. RunRecord.Of(test.State)], "1", "here"));
        Assert.Contains("Run 000002 came after run 000001", error.Message, StringComparison.Ordinal);
        Assert.Contains("rollbackops undo 000002", error.Next, StringComparison.Ordinal);
        await test.UndoAsync();
        Assert.Equal("000001", UndoChoice.Of([.. RunRecord.Of(test.State)], null, "here").Opened!.Run);
        Assert.Throws<RollbackException>(() => UndoChoice.Of([.. RunRecord.Of(test.State)], "2", "here"));
    }

    private static Step[] Plan() =>
    [
        Steps.Of("copy", Moment.Prepare),
        Steps.Of("service", Moment.Stop),
        Steps.Of("db", Moment.Switch) with { MovesData = true },
        Steps.Of("service", Moment.Start),
    ];
}
