using RollbackOps.Engine.Actions.Git;

namespace RollbackOps.Engine.Tests.Git;

public sealed class SemanticVersionTests
{
    // The order that semver.org gives as its example, and numbers beyond any machine word.
    private static readonly string[] Ascending =
    [
        "1.0.0-alpha", "v1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
        "v1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0", "99999999999999999999.0.0",
    ];

    [Fact]
    public void Versions_are_ordered_by_precedence()
    {
        var shuffled = Ascending.OrderBy(text => text.Length).ThenBy(text => text, StringComparer.Ordinal);

        var sorted = shuffled.Order(Comparer<string>.Create((x, y) => SemanticVersion.Parse(x)!.CompareTo(SemanticVersion.Parse(y)!)));

        Assert.Equal(Ascending, sorted);
    }

    [Fact]
    public void What_follows_a_plus_does_not_count() =>
        Assert.Equal(0, SemanticVersion.Parse("1.0.0+build.1")!.CompareTo(SemanticVersion.Parse("v1.0.0+2")!));

    [Theory]
    [InlineData("1.0")]
    [InlineData("v1.0.0.0")]
    [InlineData("01.0.0")]
    [InlineData("1.0.0-01")]
    [InlineData("1.0.0-")]
    [InlineData("release-1.0.0")]
    [InlineData("1.0.0\n")]
    public void Other_tags_are_no_versions(string tag) => Assert.Null(SemanticVersion.Parse(tag));
}
