using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Running;

public sealed class RunLoopTests : IDisposable
{
    private static readonly TcpCheck Port = new() { Name = "port", Host = "localhost", Port = 1 };
    private readonly TestRun _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_run_is_proven_when_every_step_and_every_check_holds()
    {
        _test.Checks.Add(Port);
        var result = await _test.GoAsync(Steps.Of("copy", Moment.Prepare), Steps.Of("db", Moment.Switch));
        Assert.Equal(Outcome.Proven, result.Outcome);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("new", _test.World.Things["db/Switch"]);
        Assert.Contains("db/Switch old", result.Kept);
    }

    [Fact]
    public async Task A_failure_in_Prepare_refuses_the_run_and_takes_away_what_was_made_beside()
    {
        _test.Fake.Failing["image/Prepare"] = "the registry is down";
        var result = await _test.GoAsync(Steps.Of("copy", Moment.Prepare), Steps.Of("image", Moment.Prepare), Steps.Of("db", Moment.Switch));
        Assert.Equal(Outcome.Refused, result.Outcome);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("the registry is down", result.Message, StringComparison.Ordinal);
        Assert.Equal("old", _test.World.Things["copy/Prepare"]);
        Assert.False(_test.World.Things.ContainsKey("db/Switch"));
    }

    [Fact]
    public async Task A_failure_in_the_cutover_undoes_what_was_started_last_first()
    {
        _test.Fake.Failing["service/Start"] = "it does not start";
        var result = await _test.GoAsync(Steps.Of("copy", Moment.Prepare), Steps.Of("db", Moment.Switch), Steps.Of("service", Moment.Start));
        Assert.Equal(Outcome.Undone, result.Outcome);
        Assert.Equal(3, result.ExitCode);
        Assert.All(_test.World.Things.Values, identity => Assert.Equal("old", identity));
        Assert.Equal(
            ["service/start", "db/switch", "copy/prepare"],
            _test.Events.OfType<UndoEnded>().Select(undone => undone.Step));
    }

    [Fact]
    public async Task A_check_that_fails_after_the_cutover_undoes_it_and_the_checks_are_as_before_again()
    {
        _test.Checks.Add(Port);
        _test.Check.Holds = () => _test.World.Things.GetValueOrDefault("db/Switch", "old") == "old";
        var result = await _test.GoAsync(Steps.Of("db", Moment.Switch));
        Assert.Equal(Outcome.Undone, result.Outcome);
        Assert.Equal("old", _test.World.Things["db/Switch"]);
        Assert.Contains(_test.Events.OfType<CheckMeasured>(), measured => measured is { When: CheckTime.AfterUndo, Result.Passed: true });
    }

    [Fact]
    public async Task After_turning_back_a_check_that_held_before_and_no_longer_does_holds_the_run()
    {
        _test.Checks.Add(Port);
        _test.Check.Holds = () => !_test.World.Things.ContainsKey("db/Switch");
        var result = await _test.GoAsync(Steps.Of("db", Moment.Switch));
        Assert.Equal(Outcome.Held, result.Outcome);
        Assert.Equal(4, result.ExitCode);
        _test.Check.Holds = () => true;
        Assert.Equal(Outcome.Undone, (await _test.ResumeAsync()).Outcome);
    }

    [Fact]
    public async Task A_tool_that_succeeds_without_an_effect_is_not_believed()
    {
        _test.Fake.Lying.Add("db/Switch");
        var result = await _test.GoAsync(Steps.Of("db", Moment.Switch));
        Assert.Equal(Outcome.Undone, result.Outcome);
        Assert.Contains(_test.Events.OfType<StepFailed>(), failed => failed.Error == RollbackErrorId.NotInEffect);
    }

    [Fact]
    public async Task What_someone_else_changed_holds_the_run_and_is_not_touched()
    {
        _test.World.Things["db/Switch"] = "somebody's";
        var result = await _test.GoAsync(Steps.Of("service", Moment.Stop), Steps.Of("db", Moment.Switch));
        Assert.Equal(Outcome.Held, result.Outcome);
        Assert.Equal("somebody's", _test.World.Things["db/Switch"]);
        Assert.Contains("resume", result.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_is_in_effect_already_is_not_done_and_not_undone()
    {
        _test.World.Things["a/Switch"] = "new";
        _test.Fake.Failing["b/Switch"] = "no";
        var result = await _test.GoAsync(Steps.Of("a", Moment.Switch), Steps.Of("b", Moment.Switch));
        Assert.Equal(Outcome.Undone, result.Outcome);
        Assert.Equal("new", _test.World.Things["a/Switch"]);
    }

    [Fact]
    public async Task Users_notice_nothing_of_a_step_that_was_in_effect_already()
    {
        _test.World.Things["a/Stop"] = "new";
        _test.World.Things["b/Switch"] = "somebody's";
        var result = await _test.GoAsync(Steps.Of("a", Moment.Stop), Steps.Of("b", Moment.Switch));
        Assert.Equal((Outcome.Refused, TimeSpan.Zero), (result.Outcome, result.Downtime));
    }

    [Fact]
    public async Task The_failure_of_an_optional_step_is_journaled_and_the_run_goes_on()
    {
        _test.Fake.Failing["cache/Switch"] = "no cache";
        var result = await _test.GoAsync(Steps.Of("cache", Moment.Switch) with { Optional = true }, Steps.Of("db", Moment.Switch));
        Assert.Equal(Outcome.Proven, result.Outcome);
        Assert.Contains(_test.Events.OfType<StepFailed>(), failed => failed.Step == "cache/switch");
    }

    [Fact]
    public async Task After_a_step_of_no_return_a_failure_holds()
    {
        _test.Fake.Failing["service/Start"] = "it does not start";
        var result = await _test.GoAsync(
            Steps.Of("redis", Moment.Switch, back: new Back.NoReturn("flushed", "the cache")),
            Steps.Of("service", Moment.Start));
        Assert.Equal(Outcome.Held, result.Outcome);
        Assert.Equal("new", _test.World.Things["redis/Switch"]);
    }

    [Fact]
    public async Task A_strategy_that_says_hold_holds()
    {
        _test.OnFailure = OnFailure.Hold;
        _test.Fake.Failing["db/Switch"] = "no";
        Assert.Equal(Outcome.Held, (await _test.GoAsync(Steps.Of("service", Moment.Stop), Steps.Of("db", Moment.Switch))).Outcome);
        Assert.Equal("new", _test.World.Things["service/Stop"]);
        _test.Fake.Failing.Clear();
        Assert.Equal(Outcome.Proven, (await _test.ResumeAsync()).Outcome);
    }

    [Fact]
    [Trait("Safety", "2")]
    public async Task Moved_data_that_was_proven_and_opened_is_never_undone_by_itself()
    {
        _test.Fake.Failing["traffic/Open"] = "the proxy does not answer";
        var result = await _test.GoAsync(Steps.Of("db", Moment.Switch) with { MovesData = true }, Steps.Of("traffic", Moment.Open));
        Assert.Equal(Outcome.Held, result.Outcome);
        Assert.Equal("new", _test.World.Things["db/Switch"]);
    }

    [Fact]
    [Trait("Safety", "2")]
    public async Task Moved_data_that_is_not_proven_yet_is_undone()
    {
        _test.Fake.Failing["service/Start"] = "it does not start";
        var result = await _test.GoAsync(Steps.Of("db", Moment.Switch) with { MovesData = true }, Steps.Of("service", Moment.Start));
        Assert.Equal(Outcome.Undone, result.Outcome);
        Assert.Equal("old", _test.World.Things["db/Switch"]);
    }

    [Fact]
    public async Task An_undo_that_fails_holds_and_resume_finishes_it()
    {
        _test.Fake.Failing["service/Start"] = "it does not start";
        _test.Fake.UndoFailing.Add("db/Switch");
        Step[] steps = [Steps.Of("db", Moment.Switch), Steps.Of("service", Moment.Start)];
        Assert.Equal(Outcome.Held, (await _test.GoAsync(steps)).Outcome);
        _test.Fake.UndoFailing.Clear();
        Assert.Equal(Outcome.Undone, (await _test.ResumeAsync()).Outcome);
        Assert.Equal("old", _test.World.Things["db/Switch"]);
    }

    [Fact]
    public async Task A_gate_without_an_answer_makes_the_run_wait_and_resume_goes_on()
    {
        _test.Checks.Add(new AskCheck { Name = "login", Question = "Has a real user logged in?" });
        var waiting = await _test.GoAsync(Steps.Of("db", Moment.Switch));
        Assert.Equal((Outcome.Waiting, 5), (waiting.Outcome, waiting.ExitCode));
        Assert.Contains("--answer gates/before-open-1=yes", waiting.Next, StringComparison.Ordinal);
        _test.Person.Answers["gates/before-open-1"] = true;
        Assert.Equal(Outcome.Proven, (await _test.ResumeAsync()).Outcome);
        Assert.Single(_test.World.Effects, "db/Switch=new");
    }

    [Fact]
    public async Task A_gate_that_is_answered_with_no_undoes()
    {
        _test.Checks.Add(new AskCheck { Name = "login", Question = "Has a real user logged in?" });
        _test.Person.Answers["gates/before-open-1"] = false;
        Assert.Equal(Outcome.Undone, (await _test.GoAsync(Steps.Of("db", Moment.Switch))).Outcome);
    }

    [Fact]
    [Trait("Safety", "20")]
    public async Task A_run_does_not_wait_for_its_reader()
    {
        var run = _test.Begin([.. Enumerable.Range(0, 200).Select(i => Steps.Of($"thing{i}", Moment.Switch))]);
        Assert.Equal(Outcome.Proven, (await run.Completion).Outcome);
    }

    [Fact]
    public async Task A_step_that_takes_longer_than_its_limit_is_ended_and_undone()
    {
        _test.Fake.Waiting["a/Switch"] = new();
        var result = await _test.GoAsync(Steps.Of("a", Moment.Switch) with { Limit = TimeSpan.FromMilliseconds(20) });
        Assert.Equal(Outcome.Undone, result.Outcome);
        Assert.Contains("took longer", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_proven_before_a_pause_is_proven_again_in_the_same_process_too()
    {
        _test.Checks.Add(Port);
        _test.Fake.Failing["traffic/Open"] = "the proxy does not answer";
        Step[] steps = [Steps.Of("db", Moment.Switch) with { MovesData = true }, Steps.Of("traffic", Moment.Open)];
        Assert.Equal(Outcome.Held, (await _test.GoAsync(steps)).Outcome);
        _test.Fake.Failing.Clear();
        _test.Check.Holds = () => false;
        Assert.Equal(Outcome.Held, (await _test.ResumeAsync()).Outcome);
    }

    [Fact]
    public async Task An_optional_step_that_failed_is_not_done_after_the_steps_that_followed_it()
    {
        _test.OnFailure = OnFailure.Hold;
        _test.Fake.Failing["worker/Stop"] = "no";
        _test.Fake.Failing["service/Start"] = "no";
        Step[] steps = [Steps.Of("worker", Moment.Stop) with { Optional = true }, Steps.Of("db", Moment.Switch), Steps.Of("service", Moment.Start)];
        Assert.Equal(Outcome.Held, (await _test.GoAsync(steps)).Outcome);
        _test.Fake.Failing.Clear();
        Assert.Equal(Outcome.Proven, (await _test.ResumeAsync()).Outcome);
        Assert.Equal("half", _test.World.Things["worker/Stop"]);
    }

    [Fact]
    public async Task Scratch_that_can_not_be_taken_away_does_not_change_the_result()
    {
        _test.World.Instant = () =>
        {
            if (_test.World.Things["a/Switch"] != "new")
                return;
            var scratch = Path.GetDirectoryName(_test.State.Folder.Scratch("000001"))!;
            Directory.Delete(scratch, recursive: true);
            File.WriteAllText(scratch, "");
        };
        Assert.Equal(Outcome.Proven, (await _test.GoAsync(Steps.Of("a", Moment.Switch))).Outcome);
    }

    [Fact]
    [Trait("Safety", "16")]
    public async Task Where_the_journal_can_not_be_written_nothing_more_is_started_and_the_run_can_be_resumed()
    {
        var file = Path.Combine(_test.Folder, "journal");
        using var disk = new FullDisk(file);
        using (var journal = new Journal(new JournalFile(disk), _test.Redactor))
        {
            _test.World.Instant = () => disk.IsFull = true;
            var result = await _test.GoAsync(journal, Steps.Of("a", Moment.Switch), Steps.Of("b", Moment.Switch) with { Optional = true });
            Assert.Equal((Outcome.Interrupted, 5), (result.Outcome, result.ExitCode));
            Assert.Contains("resume", result.Next, StringComparison.Ordinal);
            disk.IsFull = false;
            Assert.Throws<JournalLostException>(() => journal.Append(new Noted("later")));
        }

        Assert.False(_test.World.Things.ContainsKey("b/Switch"));
        Assert.IsType<StepStarted>(JournalReader.Read(file)[^1]);
        using (var next = new Journal(JournalFile.Continue(file), _test.Redactor))
            next.Append(new Noted("room again"));
        Assert.IsType<Noted>(JournalReader.Read(file)[^1]);
    }

    [Fact]
    [Trait("Safety", "16")]
    public async Task Where_not_even_a_pause_can_be_journaled_the_run_says_so_and_can_be_resumed()
    {
        using var disk = new FullDisk(Path.Combine(_test.Folder, "journal"));
        using var journal = new Journal(new JournalFile(disk), _test.Redactor);
        _test.Checks.Add(new AskCheck { Name = "login", Question = "Has a real user logged in?" });
        _test.Person.Asked = () => disk.IsFull = true;
        var result = await _test.GoAsync(journal, Steps.Of("a", Moment.Switch));
        Assert.Equal((Outcome.Interrupted, 5), (result.Outcome, result.ExitCode));
        Assert.Contains("resume", result.Next, StringComparison.Ordinal);
    }
}
