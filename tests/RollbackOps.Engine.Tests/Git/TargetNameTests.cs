using RollbackOps.Engine.Actions.Git;

namespace RollbackOps.Engine.Tests.Git;

public sealed class TargetNameTests
{
    private static readonly string[] Branches = ["refs/heads/main", "refs/heads/fix/cart", "refs/remotes/origin/next"];

    [Theory]
    [InlineData("HEAD")]
    [InlineData("HEAD~1")]
    [InlineData("v1.0.0^")]
    [InlineData("@{1}")]
    [InlineData("main@{yesterday}")]
    [InlineData("v1..v2")]
    [InlineData("--force")]
    [InlineData("")]
    [InlineData("main")]
    [InlineData("heads/main")]
    [InlineData("fix/cart")]
    [InlineData("next")]
    [InlineData("origin/next")]
    [InlineData("refs/heads/main")]
    public void A_target_is_absolute(string name)
    {
        var error = Assert.Throws<RollbackException>(() => TargetName.Refuse(name, Branches, []));

        Assert.Equal(RollbackErrorId.Usage, error.Id);
        Assert.StartsWith("A target is absolute: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.0.0")]
    [InlineData("12e4567")]
    [InlineData("release/2024-01")]
    public void Tags_and_commits_are_absolute(string name) => TargetName.Refuse(name, Branches, []);

    [Fact]
    public void A_tag_may_be_named_like_a_branch() => TargetName.Refuse("next", Branches, ["next"]);

    [Fact]
    public void The_nearest_name_is_offered()
    {
        Assert.Equal("v1.2.0", TargetName.Nearest("1.2.0", ["v1.1.7", "v1.2.0", "v3.4.5"]));
        Assert.Null(TargetName.Nearest("cart", ["v1.1.0"]));
    }
}
