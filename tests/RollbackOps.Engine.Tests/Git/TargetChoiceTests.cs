using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Git;

namespace RollbackOps.Engine.Tests.Git;

public sealed class TargetChoiceTests
{
    [Theory]
    [InlineData("v1.2.0", "v1.0.0 v1.1.0 v1.2.0 v1.3.0", "", "v1.1.0")]
    [InlineData("v1.2.0", "v1.0.0 v1.1.0 v1.2.0", "v1.1.0", "v1.0.0")]
    [InlineData("v1.2.0", "v1.0.0 v1.1.0 v1.2.0", "v1.1.0 v1.0.0", null)]
    [InlineData("v1.10.0", "v1.2.0 v1.9.0 v1.10.0", "", "v1.9.0")]
    [InlineData("1.2.0", "1.1.0 v1.0.0 1.2.0", "", "1.1.0")]
    [InlineData("v1.2.0", "v1.1.5 v1.2.0-rc.1 v1.2.0", "", "v1.1.5")]
    [InlineData("v1.2.0", "v1.2.0-rc.1 v1.2.0", "", "v1.2.0-rc.1")]
    [InlineData("v1.2.0-rc.2", "v1.1.0 v1.2.0-rc.1 v1.2.0-rc.2 v1.2.0", "", "v1.2.0-rc.1")]
    [InlineData("v1.0.0", "v1.0.0", "", null)]
    [InlineData("v1.0.0", "v1.0.0 deploy-7 v0.9", "", null)]
    [InlineData("untagged", "v1.0.0 v1.1.0 v2.0.0!", "", "v1.1.0")]
    [InlineData("untagged", "v2.0.0!", "", null)]
    public void The_newest_release_that_is_not_newer_and_not_bad_is_chosen(string head, string tags, string bad, string? expected)
    {
        var known = new Known { Bad = [.. bad.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => "c-" + name)] };

        var chosen = new TargetChoice(new(null), known).Choose([.. tags.Split(' ').Select(Tag)], "c-" + head);

        Assert.Equal(expected, chosen?.Name);
    }

    [Fact]
    public void Two_tags_of_one_commit_are_one_release_and_never_each_others_target()
    {
        GitTag[] tags = [new("v1.0.0", "c1", null, true), new("v1.0.1", "c2", null, true), new("v1.1.0", "c2", null, true)];
        var choice = new TargetChoice(new(null), new Known());

        Assert.Equal("v1.1.0", choice.Running(tags, "c2")!.Name);
        Assert.Equal("v1.0.0", choice.Choose(tags, "c2")!.Name);
    }

    [Fact]
    public void A_glob_names_other_tags_and_orders_them_by_number()
    {
        GitTag[] tags = [Tag("deploy-9"), Tag("deploy-10"), Tag("deploy-11"), Tag("v3.0.0")];

        Assert.Equal("deploy-10", new TargetChoice(new("deploy-*"), new Known()).Choose(tags, "c-deploy-11")!.Name);
    }

    [Fact]
    public void What_a_run_proved_is_in_place_until_it_is_left_behind_as_bad()
    {
        var known = new Known { Proven = { ["c1"] = "000003" } };
        var choice = new TargetChoice(new(null), known);

        Assert.Equal("000003", choice.ProvenAt("c1"));
        known.Bad.Add("c1");
        Assert.Null(choice.ProvenAt("c1"));
    }

    private static GitTag Tag(string name) => new(name.TrimEnd('!'), "c-" + name.TrimEnd('!'), null, Merged: !name.EndsWith('!'));

    private sealed class Known : IKnown
    {
        public HashSet<string> Bad { get; init; } = [];

        public Dictionary<string, string> Proven { get; } = [];

        public bool IsBad(string commit) => Bad.Contains(commit);

        public string? ProvenBy(string commit) => Proven.GetValueOrDefault(commit);

        public string? SourceOf(string identity) => null;

        public TimeSpan? TookLast(string step) => null;

        public IReadOnlyList<string> MadeFrom(string source) => [];
    }
}
