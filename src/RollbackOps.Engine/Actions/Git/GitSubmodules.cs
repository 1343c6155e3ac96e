namespace RollbackOps.Engine.Actions.Git;

/// <summary>Finds the submodules of a commit, and their repositories among those that a live tree holds.</summary>
/// <param name="git">Runs git.</param>
public sealed class GitSubmodules(GitRepository git)
{
    /// <summary>The submodules of a commit.</summary>
    /// <param name="folder">A tree that has the commit.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="common">The folder of the live repository whose <c>modules</c> are looked through.</param>
    /// <param name="files">The commit's files.</param>
    public async Task<IReadOnlyList<Submodule>> OfAsync(
        string folder, string commit, string common, IReadOnlyList<TreeEntry> files, CancellationToken cancel)
    {
        var links = files.Where(file => file.IsSubmodule).ToList();
        if (links.Count == 0 || !files.Any(file => file.Path == ".gitmodules"))
            return [];
        var names = Names(await git.EntriesAsync(GitCommands.Submodules(folder, commit), cancel));
        var found = new List<Submodule>();
        foreach (var link in links.Where(link => names.ContainsKey(link.Path)))
            found.Add(await FindAsync(link, Path.Combine(common, "modules", names[link.Path]), cancel));
        return found;
    }

    /// <summary>A commit's files.</summary>
    public async Task<IReadOnlyList<TreeEntry>> FilesAsync(string folder, string commit, CancellationToken cancel) =>
        [.. (await git.EntriesAsync(GitCommands.Files(folder, commit, []), cancel)).Select(TreeEntry.OfCommit)];

    private async Task<Submodule> FindAsync(TreeEntry link, string store, CancellationToken cancel)
    {
        if (!File.Exists(Path.Combine(store, "HEAD")))
            return new(link.Path, link.Content, null, false);
        var isLocal = await git.HoldsAsync(GitCommands.InStore(GitCommands.Commit(store, link.Content), store), cancel);
        return new(link.Path, link.Content, store, isLocal);
    }

    // Entries are "submodule.<name>.path\n<path>"; a name may hold dots.
    private static Dictionary<string, string> Names(IEnumerable<string> settings) => settings
        .Select(setting => setting.Split('\n', 2))
        .Where(setting => setting.Length == 2 && setting[0].EndsWith(".path", StringComparison.Ordinal))
        .GroupBy(setting => setting[1])
        .ToDictionary(group => group.Key, group => group.First()[0]["submodule.".Length..^".path".Length]);
}
