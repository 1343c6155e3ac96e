using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>A file as a commit or the index has it.</summary>
/// <param name="Path">Its path from the top.</param>
/// <param name="Mode">Its mode: <c>100644</c>, <c>100755</c>, <c>120000</c> for a link, <c>160000</c> for a submodule.</param>
/// <param name="Content">Its content's name.</param>
/// <param name="Stage">0, or above where a merge left it undecided.</param>
public sealed record TreeEntry(string Path, string Mode, string Content, int Stage = 0)
{
    /// <summary>True for a submodule.</summary>
    public bool IsSubmodule => Mode == "160000";

    /// <summary>An entry of <c>ls-tree -z</c>: mode, type, content, tab, path.</summary>
    public static TreeEntry OfCommit(string entry) => ToolAnswer.Of("git", () =>
    {
        var (fields, path) = Split(entry);
        return new TreeEntry(path, fields[0], fields[2]);
    });

    /// <summary>An entry of <c>ls-files --stage -z</c>: mode, content, stage, tab, path.</summary>
    public static TreeEntry OfIndex(string entry) => ToolAnswer.Of("git", () =>
    {
        var (fields, path) = Split(entry);
        return new TreeEntry(path, fields[0], fields[1], fields[2][0] - '0');
    });

    private static (string[] Fields, string Path) Split(string entry)
    {
        var tab = entry.IndexOf('\t', StringComparison.Ordinal);
        return (entry[..tab].Split(' '), entry[(tab + 1)..]);
    }
}
