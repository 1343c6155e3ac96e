using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Tests.Running;

namespace RollbackOps.Engine.Tests.Planning;

public sealed class StepPruningTests
{
    private static readonly Step Stop = Steps.Of("web", Moment.Stop) with { For = ["db/switched"], Gives = ["web/stopped"] };
    private static readonly Step Start = Steps.Of("web", Moment.Start) with { For = ["web/stopped"] };
    private static readonly Step Tree = Steps.Of("tree", Moment.Prepare) with { Gives = ["code/tree"] };
    private static readonly Step Build = Steps.Of("build", Moment.Prepare) with { Needs = [new("code/tree")], Gives = ["image"] };
    private static readonly Step Tag = Steps.Of("tag", Moment.Switch) with { Needs = [new("image")] };
    private static readonly Step Exchange = Steps.Of("db", Moment.Switch) with { Gives = ["db/switched"] };

    [Fact]
    public void What_serves_a_purpose_stays_through_any_number_of_steps() =>
        Assert.Equal([Stop, Start, Tree, Build, Tag, Exchange], StepPruning.Keep([Stop, Start, Tree, Build, Tag, Exchange]));

    [Fact]
    public void A_stop_that_no_step_needs_is_left_out_and_its_start_with_it() =>
        Assert.Equal([Tree, Build, Tag], StepPruning.Keep([Stop, Start, Tree, Build, Tag]));

    [Fact]
    public void A_tree_that_nobody_builds_from_is_left_out() =>
        Assert.Equal([Exchange], StepPruning.Keep([Tree, Exchange]));

    [Fact]
    public void Without_a_purpose_the_plan_is_empty() => Assert.Empty(StepPruning.Keep([Stop, Start, Tree, Build]));

    [Fact]
    public void What_serves_any_purpose_stays_with_one_and_goes_without()
    {
        var cache = Steps.Of("cache", Moment.Stop) with { For = [GiftNames.AnyPurpose] };
        Assert.Equal([cache, Exchange], StepPruning.Keep([cache, Exchange]));
        Assert.Empty(StepPruning.Keep([cache]));
    }

    [Fact]
    public void What_is_offered_to_one_that_could_do_without_stays_too()
    {
        var migrate = Exchange with { Needs = [new("code/tree", IfOffered: true)] };
        Assert.Equal([Tree, migrate], StepPruning.Keep([Tree, migrate]));
        Assert.Equal([migrate], StepPruning.Keep([migrate]));
    }
}
