using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>Which tags are releases, and which of two is newer.</summary>
/// <param name="glob">The runbook's glob; null for semantic versions.</param>
public sealed partial class ReleaseTags(string? glob) : IComparer<string>
{
    private readonly Regex? _form = glob is null ? null : Form(glob);
    private readonly string _lead = glob is null ? "" : glob[..(glob.IndexOfAny(['*', '?', '[']) is var at and >= 0 ? at : glob.Length)];

    /// <summary>Whether a tag is a release.</summary>
    public bool Has(string tag) => _form?.IsMatch(tag) ?? SemanticVersion.Parse(tag) is not null;

    /// <summary>Whether a release came before a release proper, e.g. <c>1.2.0-rc.1</c>.</summary>
    public bool IsPrerelease(string tag) => Version(tag)?.IsPrerelease ?? false;

    /// <summary>Orders by version: semantic where both are, else number by number and word by word.</summary>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return string.CompareOrdinal(x, y);
        return Version(x) is { } mine && Version(y) is { } its ? mine.CompareTo(its) : CompareRuns(x, y);
    }

    private SemanticVersion? Version(string tag) =>
        SemanticVersion.Parse(tag) ?? (tag.StartsWith(_lead, StringComparison.Ordinal) ? SemanticVersion.Parse(tag[_lead.Length..]) : null);

    private static int CompareRuns(string x, string y)
    {
        var (mine, its) = (Runs().Matches(x), Runs().Matches(y));
        var order = mine.Zip(its, (a, b) => CompareRun(a.Value, b.Value)).FirstOrDefault(found => found != 0);
        return order != 0 ? order : mine.Count.CompareTo(its.Count);
    }

    private static int CompareRun(string x, string y) => char.IsAsciiDigit(x[0]) && char.IsAsciiDigit(y[0])
        ? BigInteger.Parse(x, CultureInfo.InvariantCulture).CompareTo(BigInteger.Parse(y, CultureInfo.InvariantCulture))
        : string.CompareOrdinal(x, y);

    private static Regex Form(string glob) => new(
        @"\A" + Regex.Escape(glob).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal)
            .Replace(@"\[", "[", StringComparison.Ordinal) + @"\z",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    [GeneratedRegex("[0-9]+|[^0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Runs();
}
