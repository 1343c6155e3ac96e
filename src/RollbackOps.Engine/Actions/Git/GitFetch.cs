using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>Fetches the target's commit into the live repository's store, with its submodules' commits and large files. The live files stay as they are.</summary>
/// <param name="git">Runs git.</param>
public sealed class GitFetch(GitRepository git) : StepKind<FetchDetail, FetchState>
{
    /// <inheritdoc/>
    public override string Kind => "git.fetch";

    /// <summary>The gift: the commit is here.</summary>
    public static string Gift(string part) => $"{part}/commit";

    /// <inheritdoc/>
    protected override async Task<FetchState> ReadAsync(FetchDetail detail, Work work, CancellationToken cancel)
    {
        if (await git.CommitAsync(detail.Top, detail.Commit, cancel) is null)
            return new(false, false, false);
        var lfs = await LargeFiles.AreUsedAsync(git, detail.Top, detail.Commit, cancel);
        return new(true, (await MissingAsync(detail, cancel)).Count == 0, !lfs || File.Exists(LargeFilesHere(detail, work)));
    }

    /// <inheritdoc/>
    protected override Verdict Judge(FetchDetail detail, FetchState before, FetchState now) =>
        now is { HasCommit: true, HasSubmodules: true, HasLargeFiles: true } ? Verdict.InEffect : Verdict.Before;

    /// <inheritdoc/>
    protected override async Task DoAsync(FetchDetail detail, FetchState before, Work work, CancellationToken cancel)
    {
        var batch = await git.MaySshAskAsync(detail.Top, cancel);
        if (!before.HasCommit)
            await CommitAsync(detail, batch, work, cancel);
        foreach (var submodule in await MissingAsync(detail, cancel))
            await SubmoduleAsync(submodule, batch, work, cancel);
        if (await LargeFiles.AreUsedAsync(git, detail.Top, detail.Commit, cancel))
        {
            await git.ReadAsync(Told(GitChanges.FetchLfs(detail.Top, detail.Remote, detail.Commit), batch, work), cancel);
            await PrivateFiles.WriteAsync(LargeFilesHere(detail, work), detail.Commit, cancel);
        }

        Ownership.OfTree(detail.Top).GiveFolder(await git.LineAsync(GitCommands.CommonFolder(detail.Top), cancel));
    }

    private async Task CommitAsync(FetchDetail detail, bool batch, Work work, CancellationToken cancel)
    {
        var name = detail.Tag is { } tag ? $"refs/tags/{tag}:refs/tags/{tag}" : detail.Commit;
        var narrow = Told(GitChanges.Fetch(detail.Top, detail.Remote, detail.Shallow, name), batch, work);
        if (detail.Tag is not null)
            await git.ReadAsync(narrow, cancel);
        else if (!await git.HoldsAsync(narrow, cancel))
            await git.ReadAsync(Told(GitChanges.FetchAll(detail.Top, detail.Remote), batch, work), cancel);
        if (await git.CommitAsync(detail.Top, detail.Commit, cancel) is null)
            throw Missing($"The remote '{detail.Remote}' of {detail.Top} does not have the commit {detail.Commit}", detail.Tag is null ? "." : $": its tag '{detail.Tag}' leads elsewhere by now.");
    }

    // A server may refuse a commit that no reference leads to, so all of them are fetched first.
    private async Task SubmoduleAsync(Submodule submodule, bool batch, Work work, CancellationToken cancel)
    {
        var store = submodule.Store!;
        var all = Told(GitCommands.InStore(GitChanges.FetchAll(store, "origin"), store), batch, work);
        await git.ReadAsync(all, cancel);
        if (await git.HoldsAsync(GitCommands.InStore(GitCommands.Commit(store, submodule.Commit), store), cancel))
            return;
        await git.ReadAsync(Told(GitCommands.InStore(GitChanges.Fetch(store, "origin", false, submodule.Commit), store), batch, work), cancel);
    }

    private static Command Told(Command command, bool batch, Work work) =>
        GitCommands.Batch(command, batch) with { Retrying = line => work.Progress(line, null) };

    private async Task<IReadOnlyList<Submodule>> MissingAsync(FetchDetail detail, CancellationToken cancel)
    {
        var submodules = new GitSubmodules(git);
        var files = await submodules.FilesAsync(detail.Top, detail.Commit, cancel);
        var common = await git.LineAsync(GitCommands.CommonFolder(detail.Top), cancel);
        return [.. (await submodules.OfAsync(detail.Top, detail.Commit, common, files, cancel)).Where(link => link is { Store: not null, IsLocal: false })];
    }

    private static string LargeFilesHere(FetchDetail detail, Work work) => Path.Combine(work.Scratch, $"lfs-{detail.Commit}");

    private static RollbackException Missing(string what, string why) => new(
        RollbackErrorId.TargetMissing, what + why, "Push it to the remote, or name another release with --to.");
}
