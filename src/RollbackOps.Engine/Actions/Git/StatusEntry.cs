using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>A tracked file that is not as it was committed: an entry of <c>git status --porcelain -z</c>.</summary>
/// <param name="Path">Its path from the top.</param>
/// <param name="InIndex">What the index has of it, against HEAD: a blank for the same.</param>
/// <param name="OnDisk">What the disk has of it, against the index: a blank for the same.</param>
public sealed record StatusEntry(string Path, char InIndex, char OnDisk)
{
    /// <summary>Reads an entry: two letters, a blank, the path.</summary>
    public static StatusEntry Parse(string entry) => ToolAnswer.Of("git", () => new StatusEntry(entry[3..], entry[0], entry[1]));
}
