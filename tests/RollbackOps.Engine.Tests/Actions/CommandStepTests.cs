using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tests.Actions;

public sealed class CommandStepTests : IDisposable
{
    private readonly CommandWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_command_with_is_done_is_judged_by_it_alone()
    {
        var step = await StepAsync(new() { Do = CommandWorld.Shell("touch on"), IsDone = CommandWorld.Shell("test -e on"), Undo = CommandWorld.Shell("rm on") });
        var before = await _world.ReadAsync(step);
        Assert.Equal(Verdict.Before, await _world.JudgeAsync(step, before));

        await _world.DoAsync(step, before);
        Assert.Equal(Verdict.InEffect, await _world.JudgeAsync(step, before));

        await _world.UndoAsync(step, before);
        Assert.Equal(Verdict.Before, await _world.JudgeAsync(step, before));
        Assert.False(_world.Has("on"));
    }

    [Fact]
    public async Task A_command_that_hangs_is_ended_and_not_waited_for()
    {
        var hanging = CommandWorld.Shell("trap '' TERM; echo $$ >> pids; while :; do sleep 0.1; done") with { Limit = TimeSpan.FromSeconds(1) };
        var step = await StepAsync(new() { Do = hanging, Undo = CommandWorld.Shell("true") });

        var error = await Assert.ThrowsAsync<RollbackException>(async () => await _world.DoAsync(step, await _world.ReadAsync(step)));

        Assert.Equal(RollbackErrorId.TimedOut, error.Id);
        Assert.False(Processes.Alive.Is((await Processes.Alive.WrittenAsync(Path.Combine(_world.Folder, "pids")))[0]));
    }

    [Fact]
    public async Task A_command_that_was_interrupted_is_unknown_unless_is_done_tells()
    {
        var untold = await StepAsync(new() { Do = CommandWorld.Shell("touch on"), Undo = CommandWorld.Shell("rm -f on") });
        var before = await _world.ReadAsync(untold);
        _world.Interrupt(untold);
        Assert.Equal(Verdict.Unknown, await _world.JudgeAsync(untold, before));

        var told = await StepAsync(new() { Do = CommandWorld.Shell("touch on"), IsDone = CommandWorld.Shell("test -e on") });
        Assert.Equal(Verdict.Partly, await _world.JudgeAsync(told, before));
    }

    [Fact]
    public async Task A_command_that_only_reads_is_simply_run_again()
    {
        var step = await StepAsync(new() { Do = CommandWorld.Shell("exit 1") }, Moment.Prove);
        var before = await _world.ReadAsync(step);
        _world.Interrupt(step);
        Assert.Equal(Verdict.Before, await _world.JudgeAsync(step, before));

        await Assert.ThrowsAsync<RollbackException>(() => _world.DoAsync(step, before));
        Assert.Equal(Verdict.Before, await _world.JudgeAsync(step, before));
    }

    [Fact]
    public async Task A_command_that_failed_half_way_is_undone_where_it_can_be()
    {
        var step = await StepAsync(new() { Do = CommandWorld.Shell("touch on; exit 1"), Undo = CommandWorld.Shell("rm on") });
        var before = await _world.ReadAsync(step);

        await Assert.ThrowsAsync<RollbackException>(() => _world.DoAsync(step, before));
        Assert.Equal(Verdict.Partly, await _world.JudgeAsync(step, before));

        await _world.UndoAsync(step, before);
        Assert.Equal(Verdict.Before, await _world.JudgeAsync(step, before));
        Assert.False(_world.Has("on"));
    }

    [Fact]
    public async Task Gifts_are_what_it_printed_and_are_there_after_a_resume()
    {
        var step = await StepAsync(new() { Do = CommandWorld.Shell("echo deploying; echo address=0xold; echo address = 0xabc=; echo other=1"), Gives = ["address"] });
        var before = await _world.ReadAsync(step);
        await _world.DoAsync(step, before);

        var gifts = await _world.GiftsAsync(step);

        Assert.Equal("0xabc=", gifts["address"]);
        Assert.Equal("yes", gifts["cache/switched"]);
        Assert.Equal(2, gifts.Count);
    }

    [Theory]
    [InlineData("true", "without its gift 'address'")]
    [InlineData("echo address=hunter2", "holds a secret")]
    public async Task A_gift_that_is_missing_or_secret_fails_the_command(string script, string why)
    {
        var step = await StepAsync(new() { Do = CommandWorld.Shell(script), Gives = ["address"] });

        var error = await Assert.ThrowsAsync<RollbackException>(async () => await _world.DoAsync(step, await _world.ReadAsync(step)));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_in_effect_already_gives_what_is_done_prints()
    {
        var told = await StepAsync(new() { Do = CommandWorld.Shell("exit 9"), IsDone = CommandWorld.Shell("echo address=0x1"), Gives = ["address"] }, Moment.Start);
        Assert.Equal("0x1", (await _world.GiftsAsync(told))["address"]);

        var untold = await StepAsync(new() { Do = CommandWorld.Shell("exit 9"), IsDone = CommandWorld.Shell("true"), Gives = ["address"] }, Moment.Start);
        var error = await Assert.ThrowsAsync<RollbackException>(() => _world.ReadAsync(untold));
        Assert.Contains("gift 'address' is not known", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gift_that_was_lost_is_never_made_up_where_a_person_says_that_it_is_done()
    {
        var step = await StepAsync(new() { Do = CommandWorld.Shell("echo address=0x1"), Gives = ["address"] });
        _world.Interrupt(step);

        var error = await Assert.ThrowsAsync<RollbackException>(() => _world.GiftsAsync(step));

        Assert.Contains("'address' was lost", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undoing_knows_the_gifts_of_what_it_undoes()
    {
        var step = await StepAsync(new() { Do = CommandWorld.Shell("touch f1; echo made=f1"), Undo = new() { Run = ["rm", "${gift:made}"] }, Gives = ["made"] });
        var before = await _world.ReadAsync(step);
        await _world.DoAsync(step, before);

        await _world.UndoAsync(step, before);

        Assert.False(_world.Has("f1"));
    }

    private async Task<Step> StepAsync(CommandSpec spec, Moment moment = Moment.Switch)
    {
        // Another moment's is-done keeps the part from being in place already.
        var part = CommandWorld.Part(moment, spec);
        if (moment != Moment.Switch)
            part = part with { Moments = new Dictionary<Moment, CommandSpec>(part.Moments) { [Moment.Switch] = new() { Do = CommandWorld.Shell("true") } } };
        return (await _world.PlanAsync(part)).Steps.Single(step => step.Moment == moment);
    }
}
