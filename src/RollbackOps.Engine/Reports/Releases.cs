namespace RollbackOps.Engine.Reports;

/// <summary>How releases are called on screen. Pure.</summary>
internal static class Releases
{
    /// <summary>The tag with its commit, or the commit alone.</summary>
    public static string Name(Release release) => release.Commit.StartsWith(release.Name, StringComparison.Ordinal)
        ? release.Name
        : $"{release.Name} ({release.Commit[..Math.Min(7, release.Commit.Length)]})";
}
