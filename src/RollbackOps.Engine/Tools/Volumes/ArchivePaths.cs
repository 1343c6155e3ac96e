using System.Formats.Tar;

namespace RollbackOps.Engine.Tools.Volumes;

/// <summary>The paths of an archive's entries: none leaves the folder that it is unpacked into.</summary>
/// <param name="strip">How many folders are taken from the beginning of each.</param>
internal sealed class ArchivePaths(int strip)
{
    private readonly Dictionary<string, TarEntryType> _seen = new(StringComparer.Ordinal);

    /// <summary>How many files there are, by path.</summary>
    public long Files => _seen.Values.LongCount(type => type is TarEntryType.RegularFile or TarEntryType.HardLink);

    /// <summary>How many symbolic links there are, by path.</summary>
    public long Links => _seen.Values.LongCount(type => type == TarEntryType.SymbolicLink);

    /// <summary>The path that an entry is unpacked to, <c>.</c> for the folder itself; null where it lies above what is unpacked.</summary>
    /// <exception cref="FormatException">It leaves the folder.</exception>
    public string? Take(string path, TarEntryType type)
    {
        if (Stripped(path) is not { } inside)
            return type == TarEntryType.Directory ? null : throw new FormatException($"'{path}' is no folder, and has no {strip} folders before it ('strip')");
        for (var at = inside.IndexOf('/'); at >= 0; at = inside.IndexOf('/', at + 1))
            if (_seen.GetValueOrDefault(inside[..at]) == TarEntryType.SymbolicLink)
                throw new FormatException($"'{path}' lies behind the link '{inside[..at]}'");
        _seen[inside] = type is TarEntryType.V7RegularFile or TarEntryType.ContiguousFile ? TarEntryType.RegularFile : type;
        return inside;
    }

    /// <summary>The path of a file that another name is given to.</summary>
    /// <exception cref="FormatException">It is no file of the archive.</exception>
    public string Target(string path) => Stripped(path) is { } inside && _seen.GetValueOrDefault(inside) is TarEntryType.RegularFile or TarEntryType.HardLink
        ? Stripped(path)!
        : throw new FormatException($"a hard link leads to '{path}', which is no file before it");

    private string? Stripped(string path)
    {
        if (path.StartsWith('/'))
            throw new FormatException($"'{path}' begins at the root");
        var parts = path.Split('/').Where(part => part.Length > 0 && part != ".").ToList();
        if (parts.Contains(".."))
            throw new FormatException($"'{path}' leads out of it");
        if (parts.Count < strip)
            return null;
        return parts.Count == strip ? "." : string.Join('/', parts.Skip(strip));
    }
}
