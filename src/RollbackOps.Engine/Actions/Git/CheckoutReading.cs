using System.Text;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>Reads a live tree's state. Takes no lock and writes nothing.</summary>
/// <param name="git">Runs git.</param>
public sealed class CheckoutReading(GitRepository git)
{
    /// <summary>The state.</summary>
    public async Task<CheckoutState> ReadAsync(CheckoutDetail detail, string? kept, CancellationToken cancel)
    {
        var (top, paths) = (detail.Top, detail.Paths);
        var inTheWay = await InTheWayAsync(detail, cancel);
        return new()
        {
            Head = await git.CommitAsync(top, "HEAD", cancel) ?? "",
            Branch = await git.FindLineAsync(GitCommands.Branch(top), cancel),
            BranchAt = detail.Branch is { } branch ? await git.CommitAsync(top, branch, cancel) : null,
            Index = FileHash.OfText(await git.ReadAsync(GitCommands.Index(top, paths), cancel)),
            Changes = await IdentityAsync(top, inTheWay, cancel),
            Off = (await OffAsync(detail, cancel)).Count,
            Owned = FileFacts.Of(Path.Combine(detail.GitFolder, "HEAD"))?.User == FileFacts.Of(detail.GitFolder)?.User,
            Begun = File.Exists(LiveTree.PrivateIndex(detail.GitFolder)),
            Kept = kept,
        };
    }

    /// <summary>The files that are not the target's.</summary>
    public async Task<IReadOnlyCollection<string>> OffAsync(CheckoutDetail detail, CancellationToken cancel)
    {
        var staged = await git.EntriesAsync(GitCommands.Staged(detail.Top, detail.To, detail.Paths), cancel);
        var onDisk = await git.ModifiedAsync(detail.Top, detail.Paths, cancel);
        return staged.Union(onDisk).ToList();
    }

    /// <summary>
    /// What a checkout would overwrite: tracked files whose content is neither the index's nor HEAD's, and files
    /// that git does not track where the target has its own.
    /// </summary>
    public async Task<IReadOnlyList<string>> InTheWayAsync(CheckoutDetail detail, CancellationToken cancel)
    {
        var modified = await git.ModifiedAsync(detail.Top, detail.Paths, cancel);
        var files = (await git.EntriesAsync(GitCommands.Files(detail.Top, detail.To, detail.Paths), cancel)).Select(TreeEntry.OfCommit);
        var index = (await git.EntriesAsync(GitCommands.Index(detail.Top, []), cancel)).Select(TreeEntry.OfIndex);
        var staged = await git.EntriesAsync(GitCommands.Staged(detail.Top, "HEAD", detail.Paths), cancel);
        return [.. modified.Union(staged).Union(Collisions.Find(detail.Top, files, index)).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// What an undo would overwrite of what people changed since. Where paths went back alone, HEAD stayed: what differs from
    /// it and is the target's is the step's own.
    /// </summary>
    public async Task<IReadOnlyList<string>> ChangedSinceAsync(CheckoutDetail detail, CancellationToken cancel)
    {
        var all = await InTheWayAsync(detail with { To = detail.From }, cancel);
        if (detail.Paths.Count == 0)
            return all;
        var off = await OffAsync(detail, cancel);
        var staged = await git.EntriesAsync(GitCommands.Staged(detail.Top, "HEAD", detail.Paths), cancel);
        return [.. all.Where(file => off.Contains(file) || !staged.Contains(file))];
    }

    private static async Task<string> IdentityAsync(string top, IReadOnlyList<string> files, CancellationToken cancel)
    {
        var all = new StringBuilder();
        foreach (var file in files)
        {
            var path = Path.Combine(top, file);
            var content = new FileInfo(path).LinkTarget is { } link ? "link " + link
                : Directory.Exists(path) ? "folder"
                : await FileHash.OfFileAsync(path, cancel) ?? "none";
            all.Append(file).Append('\0').Append(FileFacts.Of(path)?.Mode).Append('\0').Append(content).Append('\0');
        }

        return FileHash.OfText(all.ToString());
    }
}
