using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>Finds what is there of a git tree. Reads only, and asks a remote only for a tag that is not known here.</summary>
/// <param name="git">Runs git.</param>
/// <param name="reconcilers">Finds what would bring another commit back.</param>
public sealed class GitLook(GitRepository git, Reconcilers reconcilers)
{
    private static readonly (string Name, string What, string End)[] Unfinished =
    [
        ("MERGE_HEAD", "merge", "git merge --abort"),
        ("rebase-merge", "rebase", "git rebase --abort"),
        ("rebase-apply", "rebase", "git rebase --abort"),
        ("CHERRY_PICK_HEAD", "cherry-pick", "git cherry-pick --abort"),
        ("REVERT_HEAD", "revert", "git revert --abort"),
    ];

    /// <summary>Looks.</summary>
    public async Task<GitFound> LookAsync(GitPart part, Ask ask, CancellationToken cancel)
    {
        var folder = ask.Runbook.FullPath(part.Folder);
        if (!Directory.Exists(folder))
            throw Impossible($"The folder {folder} of the part '{part.Name}' does not exist.", "Correct the folder of the git part in the runbook.");
        var top = await git.LineAsync(GitCommands.Top(folder), cancel);
        var gitFolder = await git.LineAsync(GitCommands.GitFolder(top), cancel);
        var head = await git.CommitAsync(top, "HEAD", cancel)
            ?? throw Impossible($"The repository {top} has no commit yet.", "Name a tree that was deployed from a commit.");
        var branch = await git.FindLineAsync(GitCommands.Branch(top), cancel);
        var tags = await TagsAsync(top, cancel);
        var remote = await RemoteAsync(top, branch, cancel);
        var choice = new TargetChoice(new ReleaseTags(part.Releases), ask.Known);
        var found = new GitFound
        {
            Top = top,
            GitFolder = gitFolder,
            Head = head,
            Branch = branch,
            Remote = remote,
            Commit = head,
            Shallow = await git.LineAsync(GitCommands.IsShallow(top), cancel) == "true",
            Current = choice.Running(tags, head)?.ToRelease() ?? await ReleaseAsync(top, head, cancel),
            Paths = Paths(part, ask, folder, top),
        };
        if (ask.Back.Count > 0)
        {
            RefuseUnfinished(found);
            var over = ask.Request.Over is { } run ? ask.Known.MoveOf(run) : null;
            found = await new GitTarget(git, choice).FindAsync(found, tags, ask.Request.To ?? over?.To.Commit, cancel);
            // The superseded run has left the release that is to be left, wherever the tree stands by now.
            if (over is { From: var left } && left.Commit != found.Commit)
                found = found with { Current = left };
        }

        if (found.Target is not null)
            found = found with { Notes = [.. found.Notes, .. UnsaidMigrations.Notes(found.Top, ask)] };
        return await TreeAsync(part, found, cancel);
    }

    private async Task<GitFound> TreeAsync(GitPart part, GitFound found, CancellationToken cancel)
    {
        var (top, commit) = (found.Top, found.Commit);
        foreach (var need in found.Target is null ? [] : part.BuildNeeds)
            _ = BuildNeed.In(top, need);
        found = found with { Modified = await git.ModifiedAsync(top, found.Paths, cancel) };
        if (found.Target is not null)
            found = found with { Notes = [.. found.Notes, .. await reconcilers.FindAsync(top, cancel)] };
        if (!found.IsLocal)
            return found with { MustFetch = true };
        var submodules = new GitSubmodules(git);
        var files = await submodules.FilesAsync(top, commit, cancel);
        var links = await submodules.OfAsync(top, commit, await git.LineAsync(GitCommands.CommonFolder(top), cancel), files, cancel);
        if (found.Target is not null)
            await RefuseChangedAsync(found, links, cancel);
        var lfs = await LargeFiles.AreUsedAsync(git, top, commit, cancel);
        return found with
        {
            Lfs = lfs,
            Submodules = links,
            MustFetch = lfs || links.Any(link => link is { Store: not null, IsLocal: false }),
            PathsInPlace = found.Paths.Count > 0 && await InPlaceAsync(found, cancel),
            Colliding = await CollidingAsync(found, files, cancel),
        };
    }

    // Putting a submodule at another commit would overwrite what was changed in it, and nothing copies that.
    private async Task RefuseChangedAsync(GitFound found, IReadOnlyList<Submodule> links, CancellationToken cancel)
    {
        foreach (var link in links.Where(link => link.Store is not null && Scope.Has(found.Paths, link.Path)))
        {
            var folder = Path.Combine(found.Top, link.Path);
            if (!Path.Exists(Path.Combine(folder, ".git")))
                continue;
            if (found.Modified.Contains(link.Path) || (await git.ModifiedAsync(folder, [], cancel)).Length > 0)
                throw Impossible($"The submodule {folder} was changed on this machine, and would be overwritten.", $"Look at it with 'git -C {folder} status', copy away or commit what is needed, and put it at its commit again.");
        }
    }

    private async Task<bool> InPlaceAsync(GitFound found, CancellationToken cancel) =>
        (await git.EntriesAsync(GitCommands.Staged(found.Top, found.Commit, found.Paths), cancel)).Length == 0
        && (await git.ModifiedAsync(found.Top, found.Paths, cancel)).Length == 0;

    private async Task<IReadOnlyList<string>> CollidingAsync(GitFound found, IReadOnlyList<TreeEntry> files, CancellationToken cancel)
    {
        var index = await git.EntriesAsync(GitCommands.Index(found.Top, []), cancel);
        return [.. Collisions.Find(found.Top, files.Where(file => Scope.Has(found.Paths, file.Path)), index.Select(TreeEntry.OfIndex))];
    }

    private static IReadOnlyList<string> Paths(GitPart part, Ask ask, string folder, string top)
    {
        if (ask.Back.Count == 0 || ask.Back.Any(item => item.Path is null))
            return [];
        return [.. ask.Back.Select(item => Scope.Relative(part.Name, item.Path!, folder, top)).Distinct()];
    }

    private async Task<IReadOnlyList<GitTag>> TagsAsync(string top, CancellationToken cancel)
    {
        var merged = (await git.LinesAsync(GitCommands.MergedTags(top), cancel)).ToHashSet();
        return [.. (await git.LinesAsync(GitCommands.Tags(top), cancel))
            .Select(line => line.Split('\0'))
            .Select(fields => fields[1] == "tag" ? (Name: fields[0], Kind: fields[4], Commit: fields[5], Time: fields[6]) : (Name: fields[0], Kind: fields[1], Commit: fields[2], Time: fields[3]))
            .Where(tag => tag.Kind == "commit")
            .Select(tag => new GitTag(tag.Name, tag.Commit, Moment(tag.Time), merged.Contains(tag.Name)))];
    }

    private async Task<string?> RemoteAsync(string top, string? branch, CancellationToken cancel)
    {
        var remotes = await git.LinesAsync(GitCommands.Remotes(top), cancel);
        var own = branch is null ? null : await git.FindAsync(GitCommands.Setting(top, $"branch.{branch["refs/heads/".Length..]}.remote"), cancel);
        var name = own?.TrimEnd('\0');
        return remotes.Contains(name) ? name : remotes.Contains("origin") ? "origin" : remotes.FirstOrDefault();
    }

    private async Task<Release> ReleaseAsync(string top, string commit, CancellationToken cancel) =>
        new(commit[..12], commit, Moment(await git.LineAsync(GitCommands.Time(top, commit), cancel)));

    private static DateTimeOffset? Moment(string seconds) =>
        long.TryParse(seconds, CultureInfo.InvariantCulture, out var value) ? DateTimeOffset.FromUnixTimeSeconds(value) : null;

    // A lock that is there while planning would only be met in the cutover.
    private static void RefuseUnfinished(GitFound found)
    {
        if (LiveTree.LockIn(found.GitFolder) is { } locked)
            throw GitErrors.Locked(locked);
        foreach (var (name, what, end) in Unfinished)
        {
            var path = Path.Combine(found.GitFolder, name);
            if (File.Exists(path) || Directory.Exists(path))
                throw Impossible($"A {what} is unfinished in {found.Top}.", $"End it first, e.g. with '{end}' in that folder; then run the same command again.");
        }
    }

    private static RollbackException Impossible(string message, string next) => new(RollbackErrorId.PlanImpossible, message, next);
}
