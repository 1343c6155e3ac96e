using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tests.House;

/// <summary>What a program printed is parsed as it is, and shown only without secrets.</summary>
public sealed partial class RawTests
{
    [Fact]
    public void No_message_shows_what_was_printed_as_it_was() => Assert.Empty(
        from file in Sources.Below("src")
        from line in file.Lines
        where InText().IsMatch(line)
        select $"{file.Path}: {line.Trim()}");

    [Theory]
    [InlineData("$\"ended: {result.Raw.Trim()}\"", true)]
    [InlineData("$\"{name}: {last.RawErr}\"", true)]
    [InlineData("Parse(result.Raw)", false)]
    public void The_rule_is_seen_where_it_is_broken(string line, bool broken) => Assert.Equal(broken, InText().IsMatch(line));

    [GeneratedRegex("\\{[^{}\"]*\\.Raw(Err)?\\b[^{}\"]*\\}", RegexOptions.CultureInvariant)]
    private static partial Regex InText();
}
