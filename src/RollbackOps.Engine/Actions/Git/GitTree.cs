using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>
/// Makes the target's tree beside the live one: a local clone with its submodules, its large files and what a build
/// needs besides. It gets its name when it is whole.
/// </summary>
/// <param name="git">Runs git.</param>
public sealed class GitTree(GitRepository git) : StepKind<TreeDetail, TreeState>
{
    /// <inheritdoc/>
    public override string Kind => "git.tree";

    /// <inheritdoc/>
    protected override Task<TreeState> ReadAsync(TreeDetail detail, Work work, CancellationToken cancel)
    {
        var folder = Folder(detail, work);
        return Task.FromResult(new TreeState(Directory.Exists(folder) ? folder : null, Directory.Exists(Partial(folder))));
    }

    /// <inheritdoc/>
    protected override Verdict Judge(TreeDetail detail, TreeState before, TreeState now) => now switch
    {
        { Folder: not null } => Verdict.InEffect,
        { Begun: true } => Verdict.Partly,
        _ => Verdict.Before,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(TreeDetail detail, TreeState before, Work work, CancellationToken cancel)
    {
        var folder = Folder(detail, work);
        var partial = Partial(folder);
        Remove(partial);
        PrivateFiles.Folder(work.Scratch);
        PrivateFiles.Folder(partial);
        var common = await git.LineAsync(GitCommands.CommonFolder(detail.Top), cancel);
        await LargeFiles.AreUsedAsync(git, detail.Top, detail.Commit, cancel);
        work.Progress($"cloning {detail.Top} at {detail.Commit[..12]}", null);
        await CloneAsync(detail.Top, partial, detail.Commit, common, cancel);
        foreach (var need in detail.BuildNeeds)
            CrashPoint.Around($"copying {need}", () => BuildNeed.Copy(detail.Top, need, partial));
        CrashPoint.Around($"moving {partial} to {folder}", () => Directory.Move(partial, folder));
    }

    /// <inheritdoc/>
    protected override Task UndoAsync(TreeDetail detail, TreeState before, Work work, CancellationToken cancel)
    {
        var folder = Folder(detail, work);
        Remove(Partial(folder));
        if (!Directory.Exists(folder))
            return Task.CompletedTask;
        CrashPoint.Around($"moving {folder} to {Partial(folder)}", () => Directory.Move(folder, Partial(folder)));
        Remove(Partial(folder));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Give(Step step, TreeDetail detail, TreeState now) =>
        step.Gives.ToDictionary(gift => gift, _ => now.Folder!);

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(TreeDetail detail, TreeState before, Work work, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<KeptThing>>(
        [
            .. Places(detail, work).Select(place => KeptFolder.Find(place, $"the tree of {detail.Commit[..12]} beside {detail.Top}", work)).OfType<KeptThing>(),
        ]);

    /// <inheritdoc/>
    protected override Task GiveUpAsync(TreeDetail detail, TreeState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        foreach (var place in Places(detail, work))
            KeptFolder.GiveUp(place, thing);
        return Task.CompletedTask;
    }

    private static string[] Places(TreeDetail detail, Work work) => [Folder(detail, work), Partial(Folder(detail, work))];

    private async Task CloneAsync(string from, string to, string commit, string common, CancellationToken cancel)
    {
        await git.ReadAsync(GitChanges.Clone(from, to), cancel);
        if (await git.CommitAsync(to, commit, cancel) is null)
            await git.ReadAsync(GitChanges.Take(to, from, commit), cancel);
        await git.ReadAsync(GitChanges.Fill(to, commit, Path.Combine(common, "lfs")), cancel);
        var submodules = new GitSubmodules(git);
        var files = await submodules.FilesAsync(to, commit, cancel);
        foreach (var link in await submodules.OfAsync(to, commit, common, files, cancel))
        {
            if (link.Store is not { } store)
                continue;
            if (!link.IsLocal)
                throw NoCommit(link);
            await CloneAsync(store, Path.Combine(to, link.Path), link.Commit, store, cancel);
        }
    }

    private static string Folder(TreeDetail detail, Work work) => Path.Combine(work.Scratch, $"tree-{detail.Part}-{detail.Commit[..12]}");

    private static string Partial(string folder) => folder + ".partial";

    // git makes its objects read-only, which keeps some systems from removing them.
    private static void Remove(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        if (OperatingSystem.IsWindows())
        {
            foreach (var file in BuildNeed.Files(folder))
                File.SetAttributes(file, FileAttributes.Normal);
        }

        CrashPoint.Around($"deleting {folder}", () => Directory.Delete(folder, recursive: true));
    }

    private static RollbackException NoCommit(Submodule link) => new(
        RollbackErrorId.TargetMissing,
        $"The submodule {link.Path} is to be at {link.Commit}, and its repository {link.Store} does not have that commit.",
        $"Type 'git -C {link.Path} fetch origin {link.Commit}' in the live tree, then run the same command again.");
}
