namespace RollbackOps.Engine.Actions.Compose;

/// <summary>The tags that runs make for themselves, apart from the live ones.</summary>
public static class ImageTags
{
    /// <summary>A service's image for a commit (or another name), e.g. <c>rollbackops/shop-backend:0123456789ab</c>.</summary>
    public static string Own(string project, string service, string commit) =>
        $"rollbackops/{Name(project, service)}:{Short(commit)}";

    /// <summary>The image that a run left behind, so that no prune takes it.</summary>
    public static string Kept(string project, string service, string run) => $"rollbackops/kept/{Name(project, service)}:{run}";

    /// <summary>The image that a rollback point names, so that no prune takes it.</summary>
    public static string Point(string project, string service, string point) => $"rollbackops/points/{Name(project, service)}:{point}";

    /// <summary>What the ledger calls the image's source.</summary>
    public static string Source(string project, string service, string commit) => $"compose:{project}/{service}@{commit}";

    private static string Short(string commit)
    {
        var plain = commit.Replace("sha256:", "", StringComparison.Ordinal);
        return plain[..Math.Min(12, plain.Length)];
    }

    private static string Name(string project, string service) =>
        new([.. $"{project}-{service}".ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')]);
}
