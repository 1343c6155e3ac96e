using RollbackOps.Engine.Actions.Swarm;
using RollbackOps.Engine.Runbooks.Parts;
using static RollbackOps.Engine.Tests.Swarm.Places;

namespace RollbackOps.Engine.Tests.Swarm;

public sealed class PlanningTests
{
    [Fact]
    public void Images_come_first_then_all_services_at_once_then_each_is_waited_for()
    {
        var plan = Plan(Found(1, Goal("web"), Goal("api")));
        Assert.Equal(["services/images", "services/update", "services/web", "services/api"], plan.Steps.Select(step => step.Id));
        Assert.Equal([Moment.Prepare, Moment.Switch, Moment.Start, Moment.Start], plan.Steps.Select(step => step.Moment));
        Assert.Equal([Touch.Aside, Touch.Users, Touch.Users, Touch.Users], plan.Steps.Select(step => step.Touch));
        Assert.IsType<Back.Undo>(plan.Steps[1].Back);
        Assert.Equal("pull 1 image by digest on the manager, up to 8 at a time", plan.Steps[0].Does);
        Assert.Equal("wait until its 2 tasks run with registry.example.org/shop/web:1.0.0@sha256:111111111111", plan.Steps[2].Does);
    }

    [Fact]
    public void What_is_in_place_needs_no_step_whatever_its_image_is_called() =>
        Assert.Empty(Plan(Found(1, Goal("web", Two), Goal("api", Two.Replace(":2.0.0", ":latest", StringComparison.Ordinal)))).Steps);

    [Fact]
    public void Targets_are_findings_so_that_a_plan_is_stale_once_one_is_another()
    {
        var findings = Plan(Found(1, Goal("web"))).Findings;
        Assert.Contains(findings, finding => finding is { Name: "target", Value: One, Source: "PreviousSpec" });
        Assert.Contains(findings, finding => finding is { Name: "image", Value: Two });
        Assert.Contains(findings, finding => finding is { Name: "task template", Value: "r1" });
    }

    [Fact]
    public void Tasks_start_with_the_old_image_only_when_moved_data_is_there_and_open()
    {
        var update = Plan(Found(1, Goal("web")), Ask(null, new PostgresPart("main"))).Steps.Single(step => step.Id == "services/update");
        Assert.Equal(Moment.Start, update.Moment);
        Assert.Contains(update.Needs, need => need is { Gift: "main/open", IfOffered: true });
    }

    [Fact]
    public void Only_the_image_goes_back_and_what_else_differed_is_named_without_a_value()
    {
        var notes = Plan(Found(1, Goal("web", change: service => service with { OtherwiseBefore = ["variable SHOP_KEY", "Args"] }))).Notes;
        Assert.Contains(notes, note => note.Contains("variable SHOP_KEY, Args", StringComparison.Ordinal) && note.StartsWith("Only the image of 'shop_web' goes back.", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Safety", "14")]
    public void What_would_bring_the_bad_release_back_is_named()
    {
        var notes = Plan(Found(1, Goal("web")) with { Reconcilers = ["shepherd"] }).Notes;
        Assert.Contains(notes, note => note.Contains("docker stack deploy", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.Contains("docker service scale shepherd=0", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Safety", "17")]
    public void A_manager_elsewhere_with_a_state_folder_here_is_named() =>
        Assert.Contains(Plan(Found(1, Goal("web")) with { Remote = "ssh://ops@swarm-1" }).Notes, note => note.Contains("ssh://ops@swarm-1", StringComparison.Ordinal));

    [Fact]
    public void An_image_that_one_node_alone_has_is_refused_where_there_are_others()
    {
        var goal = Goal("web", "sha256:" + new string('a', 64));
        Assert.NotEmpty(Plan(Found(1, goal)).Steps);
        var error = Assert.Throws<RollbackException>(() => Plan(Found(3, goal)));
        Assert.Equal(RollbackErrorId.TargetMissing, error.Id);
        Assert.Contains("3 nodes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.0.0", "web:v1.0.0 web:1.0.0 web:abcdef0123456789 web:abcdef012345 web:abcdef0")]
    [InlineData("stable", "web:stable web:abcdef0123456789 web:abcdef012345 web:abcdef0")]
    public void A_release_is_looked_for_by_its_name_and_its_commit(string release, string expected) =>
        Assert.Equal(expected, string.Join(' ', NamedTargets.Names(new("web:2@sha256:1"), new(release, "abcdef0123456789", null), null).Select(name => name.Text)));

    [Theory]
    [InlineData("1.0.0", "web:1.0.0 web:v1.0.0")]
    [InlineData("stable", "web:stable")]
    [InlineData("sha256:0123", "web@sha256:0123")]
    [InlineData("web:3@sha256:0123", "web:3@sha256:0123")]
    public void A_tag_a_digest_or_an_image_can_be_named(string named, string expected) =>
        Assert.Equal(expected, string.Join(' ', NamedTargets.Names(new("web:2@sha256:1"), null, named).Select(name => name.Text)));

    [Fact]
    public void Names_of_services_are_those_within_the_stack_and_a_wrong_one_has_a_hint()
    {
        string[] there = ["shop_web", "shop_api"];
        Assert.Equal(there, SwarmNames.Chosen(Shop, [], there));
        Assert.Equal(["shop_api"], SwarmNames.Chosen(Shop, ["api", "shop_api"], there));
        Assert.Equal(["shop_web"], SwarmNames.Chosen(Shop with { Services = ["web"] }, [], there));
        var error = Assert.Throws<RollbackException>(() => SwarmNames.Chosen(Shop, ["wbe"], there));
        Assert.EndsWith("did you mean 'web'?", error.Message, StringComparison.Ordinal);
        Assert.Equal(RollbackErrorId.PlanImpossible, Assert.Throws<RollbackException>(() => SwarmNames.Chosen(Shop, [], [])).Id);
    }

    [Fact]
    public void What_brings_newer_images_back_by_itself_is_seen_by_its_image() =>
        Assert.Equal(["updates"], SwarmNames.Reconcilers([("updates", "containrrr/shepherd:1.7"), ("shop_web", Two)]));
}
