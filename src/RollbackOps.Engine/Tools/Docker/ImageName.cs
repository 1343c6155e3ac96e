using System.Globalization;

namespace RollbackOps.Engine.Tools.Docker;

/// <summary>An image's name taken apart: what a Compose file or a tag says.</summary>
/// <param name="Repository">The repository, with its registry.</param>
/// <param name="Tag">The tag; <c>latest</c> where none is given, null where a digest is.</param>
public sealed record ImageName(string Repository, string? Tag)
{
    /// <summary>The last part of the repository, e.g. <c>postgres</c>.</summary>
    public string Product => Repository[(Repository.LastIndexOf('/') + 1)..];

    /// <summary>The number that the tag begins with, e.g. 15 of <c>15.4-alpine</c>; null where it begins with none.</summary>
    public int? Major => Tag is { } tag
        && int.TryParse(string.Concat(tag.TrimStart('v').TakeWhile(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>True where the name can't move: it is a digest or an id.</summary>
    public bool IsFixed => Tag is null;

    /// <summary>Takes a name apart.</summary>
    public static ImageName Of(string name)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
            return new(Of(name[..at]).Repository, null);
        if (name.StartsWith("sha256:", StringComparison.Ordinal))
            return new(name, null);
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? new(name[..colon], name[(colon + 1)..]) : new(name, "latest");
    }
}
