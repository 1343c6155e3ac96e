using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.GitHub;

/// <summary>GitHub names the tag that a run was started by where it names a branch otherwise. Pure.</summary>
public static partial class TagName
{
    /// <summary>Whether a name looks like that of a release.</summary>
    public static bool Is(string? name) => name is not null && Version().IsMatch(name);

    [GeneratedRegex(@"^(?:[A-Za-z][A-Za-z0-9_-]*[-_/])?v?\d+\.\d+(?:\.\d+)?(?:[-+.][0-9A-Za-z.+-]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
