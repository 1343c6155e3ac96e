using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tests.Actions;

public sealed class CommandPlanTests : IDisposable
{
    private readonly CommandWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Every_moment_becomes_a_step_with_its_touch_gift_and_way_back()
    {
        var part = new CommandPart("cache")
        {
            Moments = new Dictionary<Moment, CommandSpec>
            {
                [Moment.Start] = Spec("start"),
                [Moment.Switch] = Spec("flush") with { NoReturn = "a flush forgets", MovesData = true },
                [Moment.Stop] = Spec("stop") with { Undo = CommandWorld.Shell("start") },
                [Moment.Prove] = Spec("ping"),
                [Moment.Prepare] = Spec("copy"),
            },
        };

        var steps = (await _world.PlanAsync(part)).Steps;

        Assert.Equal(["cache/prepare", "cache/stop", "cache/switch", "cache/start", "cache/prove"], steps.Select(step => step.Id));
        Assert.Equal([Touch.Aside, Touch.Users, Touch.Users, Touch.Users, Touch.Reads], steps.Select(step => step.Touch));
        Assert.Equal(["", "cache/stopped", "cache/switched", "cache/open", ""], steps.Select(step => string.Join(',', step.Gives)));
        Assert.Equal("a flush forgets", Assert.IsType<Back.NoReturn>(steps[2].Back).Why);
        Assert.Equal(Back.ByUndo, steps[1].Back);
        Assert.Equal(Back.NothingToUndo, steps[3].Back);
        Assert.True(steps[2].MovesData);
        Assert.Empty(steps[2].For);
        Assert.All(steps.Where(step => step.Moment != Moment.Switch), step => Assert.Equal([GiftNames.AnyPurpose], step.For));
        Assert.Equal("run sh -c flush", steps[2].Does);
    }

    [Theory]
    [InlineData(Moment.Shut, true)]
    [InlineData(Moment.Stop, true)]
    [InlineData(Moment.Switch, true)]
    [InlineData(Moment.Start, true)]
    [InlineData(Moment.Open, true)]
    [InlineData(Moment.Prepare, false)]
    [InlineData(Moment.Prove, false)]
    public async Task What_users_notice_and_has_no_undo_is_of_no_return(Moment moment, bool noReturn)
    {
        var part = new CommandPart("app") { Moments = new Dictionary<Moment, CommandSpec> { [moment] = Spec("x"), [moment == Moment.Open ? Moment.Shut : Moment.Open] = Spec("y") } };

        var step = (await _world.PlanAsync(part)).Steps.Single(step => step.Moment == moment);

        Assert.Equal(noReturn, step.Back is Back.NoReturn);
    }

    [Fact]
    public async Task One_that_uses_a_moved_database_is_only_stopped_and_started()
    {
        var part = new CommandPart("worker") { Moments = new Dictionary<Moment, CommandSpec> { [Moment.Start] = Spec("a"), [Moment.Stop] = Spec("b"), [Moment.Switch] = Spec("c"), [Moment.Prove] = Spec("d") } };
        var main = new SqlitePart("main") { File = "x.db" };

        Assert.Equal(["worker/stop", "worker/start"], (await _world.PlanAsync(part, back: false, main)).Steps.Select(step => step.Id));
        Assert.Equal(2, (await _world.PlanAsync(part, back: false, main with { UsedBy = ["worker"] })).Steps.Count);
        Assert.Empty((await _world.PlanAsync(part, back: false, main with { UsedBy = ["other"] })).Steps);
        Assert.Empty((await _world.PlanAsync(part, back: false)).Steps);
    }

    [Fact]
    public async Task What_is_in_place_by_its_own_is_done_has_no_steps()
    {
        var part = CommandWorld.Part(Moment.Switch, Spec("touch on") with { IsDone = CommandWorld.Shell("test -e on") });
        Assert.Single((await _world.PlanAsync(part)).Steps);

        await File.WriteAllTextAsync(Path.Combine(_world.Folder, "on"), "", TestContext.Current.CancellationToken);

        Assert.Empty((await _world.PlanAsync(part)).Steps);
    }

    [Fact]
    public async Task It_waits_for_the_gifts_that_it_names_and_for_the_targets_tree()
    {
        _world.Parts = [new GitPart("code") { Folder = "." }];
        var part = CommandWorld.Part(Moment.Switch, new()
        {
            Do = new() { Run = ["deploy", "${gift:address}", "${gift:own}"], Tree = Tree.Target, Env = new Dictionary<string, string> { ["N"] = "${gift:nonce}" } },
            Needs = ["main/switched", "address"],
            Gives = ["own"],
        });

        var step = (await _world.PlanAsync(part)).Steps.Single();

        Assert.Equal([new("address"), new("nonce"), new("main/switched"), new("code/tree", IfOffered: true)], step.Needs);
    }

    [Fact]
    public async Task A_secret_in_an_argument_is_refused_while_planning()
    {
        var part = CommandWorld.Part(Moment.Switch, new() { Do = new() { Run = ["login", "${env:PASSWORD}"] } });

        Assert.Equal(RollbackErrorId.RunbookInvalid, (await Assert.ThrowsAsync<RollbackException>(() => _world.PlanAsync(part))).Id);
    }

    private static CommandSpec Spec(string script) => new() { Do = CommandWorld.Shell(script) };
}
