using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Tests.Running;

namespace RollbackOps.Engine.Tests.Planning;

public sealed class StepOrderTests
{
    [Fact]
    public void Moments_come_in_their_order_whatever_the_runbook_says()
    {
        var sorted = StepOrder.Sort([Of("web", Moment.Start), Of("db", Moment.Switch), Of("web", Moment.Stop), Of("copy", Moment.Prepare)], false);
        Assert.Equal(["copy/prepare", "web/stop", "db/switch", "web/start"], Ids(sorted));
    }

    [Fact]
    public void Within_a_moment_the_runbooks_order_holds()
    {
        var sorted = StepOrder.Sort([Of("b", Moment.Switch), Of("a", Moment.Switch), Of("c", Moment.Switch)], false);
        Assert.Equal(["b/switch", "a/switch", "c/switch"], Ids(sorted));
    }

    [Fact]
    public void A_step_comes_after_the_giver_of_what_it_needs()
    {
        var sorted = StepOrder.Sort(
            [Of("fence", Moment.Stop) with { Needs = [new("web/stopped", IfOffered: true)] }, Of("web", Moment.Stop) with { Gives = ["web/stopped"] }],
            false);
        Assert.Equal(["web/stop", "fence/stop"], Ids(sorted));
    }

    [Fact]
    public void A_step_of_no_return_goes_last_within_its_moment()
    {
        var sorted = StepOrder.Sort(
            [Of("flush", Moment.Switch) with { Back = new Back.NoReturn("flushed", "the cache") }, Of("db", Moment.Switch)], false);
        Assert.Equal(["db/switch", "flush/switch"], Ids(sorted));
    }

    [Fact]
    public void Where_users_are_shielded_first_they_are_so_before_anything_is_prepared()
    {
        var sorted = StepOrder.Sort(
            [Of("copy", Moment.Prepare), Of("web", Moment.Stop), Of("page", Moment.Shut), Of("db", Moment.Switch), Of("log", Moment.Guard)], true);
        Assert.Equal(["log/guard", "page/shut", "web/stop", "copy/prepare", "db/switch"], Ids(sorted));
    }

    [Fact]
    public void A_circle_is_refused_and_named()
    {
        var error = Refused(
            Of("a", Moment.Switch) with { Gives = ["x"], Needs = [new("y")] },
            Of("b", Moment.Switch) with { Gives = ["y"], Needs = [new("x")] });
        Assert.Contains("a/switch, b/switch wait for each other", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_gift_is_refused_and_named()
    {
        var error = Refused(Of("build", Moment.Prepare) with { Needs = [new("code/tree")] });
        Assert.Contains("needs 'code/tree', which no step of the plan gives", error.Message, StringComparison.Ordinal);
        Assert.Contains("'code'", error.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gift_that_comes_too_late_is_refused_and_named()
    {
        var error = Refused(
            Of("build", Moment.Prepare) with { Needs = [new("late")] }, Of("web", Moment.Start) with { Gives = ["late"] });
        Assert.Contains("'web/start' gives only later (Start)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_steps_of_one_name_are_refused() =>
        Assert.Contains("Two steps are called 'a/switch'", Refused(Of("a", Moment.Switch), Of("a", Moment.Switch)).Message, StringComparison.Ordinal);

    private static RollbackException Refused(params Step[] steps)
    {
        var error = Assert.Throws<RollbackException>(() => StepOrder.Sort(steps, false));
        Assert.Equal(RollbackErrorId.PlanImpossible, error.Id);
        return error;
    }

    private static Step Of(string thing, Moment moment) => Steps.Of(thing, moment);

    private static IEnumerable<string> Ids(IEnumerable<Step> steps) => steps.Select(step => step.Id);
}
