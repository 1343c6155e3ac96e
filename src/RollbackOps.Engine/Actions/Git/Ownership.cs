using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>
/// Whose tree it is. Where root rolls another user's tree back, what root wrote is given to that user; nothing is done
/// for anybody else.
/// </summary>
/// <param name="owner">The owner of the tree's top folder; null where nothing needs to be given.</param>
public sealed class Ownership(FileFacts? owner)
{
    /// <summary>The ownership of a tree.</summary>
    public static Ownership OfTree(string top) =>
        new(Environment.IsPrivilegedProcess && FileFacts.Of(top) is { User: > 0 } owner ? owner : null);

    /// <summary>Gives all of root's below a folder.</summary>
    public void GiveFolder(string folder)
    {
        if (owner is null)
            return;
        Give(folder);
        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
        {
            if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
                GiveFolder(path);
            else
                Give(path);
        }
    }

    /// <summary>Gives files of a tree, and the folders that lead to them, where they are root's.</summary>
    public void GiveFiles(string top, IEnumerable<string> files)
    {
        if (owner is null)
            return;
        foreach (var file in files)
        {
            for (var path = file; !string.IsNullOrEmpty(path); path = Path.GetDirectoryName(path))
                Give(Path.Combine(top, path));
        }
    }

    private void Give(string path)
    {
        if (FileFacts.Of(path) is { User: 0 })
            owner!.Own(path);
    }
}
