using RollbackOps.Engine.Actions.Kubernetes;

namespace RollbackOps.Engine.Tests.Kubernetes;

[Trait("Row", "A5")]
public sealed class TemplateTargetTests
{
    private readonly KnownTemplates _known = new();
    private readonly WorkloadFound _web = new WorkloadReader([.. Objects.Deployment("web", "1.0.0", "1.1.0", "1.2.0")]).Find("deployment/web")!;

    private TemplateTarget Target => new("shop", _known);

    [Fact]
    public void What_runs_and_what_was_before_is_read_newest_first()
    {
        Assert.Equal(["shop/web:1.2.0", "shop/web:1.1.0", "shop/web:1.0.0"], _web.History.SelectMany(found => found.Images));
        Assert.Equal(("replicaset/web-abc2", 3L, "Deploy v1.2.0"), (_web.Running.Source, _web.Running.Revision, _web.Running.ChangeCause));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("revision 2")]
    [InlineData("revision:2")]
    [InlineData("1.1.0")]
    [InlineData("shop/web:1.1.0")]
    [InlineData("web:1.1.0")]
    [InlineData("Deploy v1.1.0")]
    [InlineData("v1.1.0")]
    public void Words_mean_a_revision_an_image_or_a_change_cause(string words) =>
        Assert.Equal("replicaset/web-abc1", TemplateTarget.Named(_web, words).Source);

    [Fact]
    public void An_identity_means_its_template()
    {
        var hash = _web.History[1].Hash;
        Assert.Equal(hash, TemplateTarget.Named(_web, hash).Hash);
        Assert.Equal(hash, TemplateTarget.Named(_web, hash[7..19]).Hash);
    }

    [Fact]
    public void A_revision_that_was_renumbered_still_means_its_template()
    {
        var renumbered = _web with { History = [_web.History[2] with { Revision = 4, Earlier = [1] }, _web.History[0], _web.History[1]] };
        Assert.Equal("replicaset/web-abc0", TemplateTarget.Named(renumbered, "1").Source);
    }

    [Theory]
    [InlineData("9")]
    [InlineData("1.0")]
    [InlineData("Deploy")]
    public void Words_that_mean_none_or_several_are_refused_with_what_there_is(string words)
    {
        var error = Assert.Throws<RollbackException>(() => TemplateTarget.Named(_web, words));
        Assert.Equal(RollbackErrorId.TargetMissing, error.Id);
        Assert.Contains("--to", error.Next, StringComparison.Ordinal);
        Assert.Contains("web:1.1.0", error.Message + error.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_of_the_code_means_the_template_with_its_tag_or_commit()
    {
        Assert.Equal("replicaset/web-abc1", TemplateTarget.Of(_web, new("v1.1.0", new('a', 40), null)).Source);
        var byCommit = new WorkloadReader([.. Objects.Deployment("web", "12e4567", "bbbbbbb")]).Find("deployment/web")!;
        Assert.Equal("replicaset/web-abc0", TemplateTarget.Of(byCommit, new("v7", "12e4567" + new string('0', 33), null)).Source);
        Assert.Throws<RollbackException>(() => TemplateTarget.Of(_web, new("v9", new('a', 40), null)));
    }

    [Fact]
    public void Where_nobody_names_one_it_is_the_newest_of_before_that_is_not_bad()
    {
        Assert.Equal("replicaset/web-abc1", Target.Newest(_web).Source);
        _known.Bad.Add(Target.Identity(_web, _web.History[1].Hash));
        Assert.Equal("replicaset/web-abc0", Target.Newest(_web).Source);
        _known.Bad.Add(Target.Identity(_web, _web.History[2].Hash));
        Assert.Contains("was left behind as bad", Assert.Throws<RollbackException>(() => Target.Newest(_web)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_somebody_left_by_hand_is_not_where_it_goes()
    {
        var undone = _web with { Running = _web.History[1] with { Revision = 4 }, History = [_web.History[1] with { Revision = 4 }, _web.History[0], _web.History[2]] };
        Assert.Equal("replicaset/web-abc0", Target.Newest(undone).Source);
    }

    [Fact]
    public void A_workload_without_a_history_says_so()
    {
        var fresh = new WorkloadReader([.. Objects.Deployment("web", "1.0.0")]).Find("deployment/web")!;
        Assert.Contains("has no other template", Assert.Throws<RollbackException>(() => Target.Newest(fresh)).Message, StringComparison.Ordinal);
    }
}
