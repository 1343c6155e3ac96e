using System.Numerics;
using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>A semantic version (semver.org, 2.0.0) as tags carry it, with or without <c>v</c>; ordered by precedence.</summary>
public sealed partial class SemanticVersion
{
    private static readonly string[] Parts = ["major", "minor", "patch"];
    private readonly BigInteger[] _numbers;
    private readonly string[] _pre;

    private SemanticVersion(BigInteger[] numbers, string[] pre)
    {
        _numbers = numbers;
        _pre = pre;
    }

    /// <summary>True for a version before a release, e.g. <c>1.2.0-rc.1</c>.</summary>
    public bool IsPrerelease => _pre.Length > 0;

    /// <summary>The version that a tag names; null where it names none.</summary>
    public static SemanticVersion? Parse(string tag)
    {
        var match = Form().Match(tag);
        if (!match.Success)
            return null;
        var pre = match.Groups["pre"];
        return new(
            [.. Parts.Select(name => BigInteger.Parse(match.Groups[name].ValueSpan))],
            pre.Success ? pre.Value.Split('.') : []);
    }

    /// <summary>Orders by precedence: what follows <c>+</c> does not count.</summary>
    public int CompareTo(SemanticVersion other)
    {
        var byNumbers = _numbers.Zip(other._numbers, (mine, its) => mine.CompareTo(its)).FirstOrDefault(order => order != 0);
        if (byNumbers != 0)
            return byNumbers;
        if (IsPrerelease != other.IsPrerelease)
            return IsPrerelease ? -1 : 1;
        var byPre = _pre.Zip(other._pre, Compare).FirstOrDefault(order => order != 0);
        return byPre != 0 ? byPre : _pre.Length.CompareTo(other._pre.Length);
    }

    // Numbers are below words; numbers by value, words by their characters.
    private static int Compare(string mine, string its) =>
        (BigInteger.TryParse(mine, out var number), BigInteger.TryParse(its, out var other)) switch
        {
            (true, true) => number.CompareTo(other),
            (true, false) => -1,
            (false, true) => 1,
            _ => string.CompareOrdinal(mine, its),
        };

    [GeneratedRegex(
        @"\Av?(?<major>0|[1-9][0-9]*)\.(?<minor>0|[1-9][0-9]*)\.(?<patch>0|[1-9][0-9]*)(?:-(?<pre>(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
