using System.Globalization;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>Finds the commit that comes back: the one that a person named, else the one that is chosen.</summary>
/// <param name="git">Runs git.</param>
/// <param name="choice">Chooses where nobody named one.</param>
public sealed class GitTarget(GitRepository git, TargetChoice choice)
{
    private const int Shown = 5;

    /// <summary>What was found, with its target.</summary>
    /// <exception cref="RollbackException">The target is not absolute, or there is none.</exception>
    public async Task<GitFound> FindAsync(GitFound found, IReadOnlyList<GitTag> tags, string? to, CancellationToken cancel)
    {
        if (to is not null)
            return await NamedAsync(found, tags, to, cancel);
        if (choice.ProvenAt(found.Head) is { } run)
        {
            var note = $"{found.Current!.Name} is in place already, proven by run {run}; to go further back, name a release with --to.";
            return found with { Target = found.Current, Notes = [note] };
        }

        if (await PointAsync(found, cancel) is { } point)
            return (await AtAsync(found, tags, point.Release.Commit, cancel)) with { Notes = [$"Based on the rollback point {point.Name}, the newest that is known to be good."] };
        var chosen = choice.Choose([.. tags], found.Head) ?? throw None(found, tags);
        return found with { Target = chosen.ToRelease(), Commit = chosen.Commit, Tag = chosen.Name };
    }

    private async Task<GitFound> NamedAsync(GitFound found, IReadOnlyList<GitTag> tags, string to, CancellationToken cancel)
    {
        TargetName.Refuse(to, await git.LinesAsync(GitCommands.Branches(found.Top), cancel), [.. tags.Select(tag => tag.Name)]);
        if (tags.FirstOrDefault(tag => tag.Name == to) is { } tag)
            return found with { Target = tag.ToRelease(), Commit = tag.Commit, Tag = tag.Name };
        if (TargetName.IsCommit(to) && await CommitAsync(found, to, cancel) is { } commit)
            return await AtAsync(found, tags, commit, cancel);
        if (choice.Points.FirstOrDefault(point => point.Name == to) is { } named && await git.CommitAsync(found.Top, named.Release.Commit, cancel) is not null)
            return await AtAsync(found, tags, named.Release.Commit, cancel);
        var (remoteTag, whyNot) = await RemoteTagAsync(found, to, cancel);
        if (remoteTag is not null)
            return await AtRemoteAsync(found, remoteTag, to, cancel);
        if (TargetName.IsFullCommit(to) && found.Remote is not null)
            return found with { Target = new(to[..12], to, null), Commit = to, IsLocal = false };
        throw Missing(found, tags, to, whyNot);
    }

    // One that HEAD contains: what was good on another line is not what ran before.
    private async Task<RollbackPoint?> PointAsync(GitFound found, CancellationToken cancel)
    {
        foreach (var point in choice.Points.Where(point => !point.IsBad && point.Release.Commit != found.Head))
            if (await git.CommitAsync(found.Top, point.Release.Commit, cancel) is { } commit && await git.FindAsync(GitCommands.IsWithin(found.Top, commit), cancel) is not null)
                return point;
        return null;
    }

    // A branch may be named like a short commit: only what the name abbreviates counts.
    private async Task<string?> CommitAsync(GitFound found, string to, CancellationToken cancel) =>
        await git.CommitAsync(found.Top, to, cancel) is { } commit && commit.StartsWith(to, StringComparison.OrdinalIgnoreCase) ? commit : null;

    private async Task<GitFound> AtAsync(GitFound found, IReadOnlyList<GitTag> tags, string commit, CancellationToken cancel)
    {
        var said = await git.LineAsync(GitCommands.Time(found.Top, commit), cancel);
        var seconds = ToolAnswer.Of("git", () => long.Parse(said, CultureInfo.InvariantCulture));
        var tag = choice.Running(tags, commit);
        var release = tag?.ToRelease() ?? new Release(commit[..12], commit, DateTimeOffset.FromUnixTimeSeconds(seconds));
        return found with { Target = release, Commit = commit, Tag = tag?.Name };
    }

    private async Task<GitFound> AtRemoteAsync(GitFound found, string commit, string tag, CancellationToken cancel) => found with
    {
        Target = new(tag, commit, null),
        Commit = commit,
        Tag = tag,
        IsLocal = await git.CommitAsync(found.Top, commit, cancel) is not null,
    };

    private async Task<(string? Commit, string? WhyNot)> RemoteTagAsync(GitFound found, string tag, CancellationToken cancel)
    {
        if (found.Remote is not { } remote)
            return (null, null);
        try
        {
            var batch = await git.MaySshAskAsync(found.Top, cancel);
            var lines = await git.LinesAsync(GitCommands.RemoteTag(found.Top, remote, tag, batch), cancel);
            var byName = lines.Select(line => line.Split('\t')).Where(line => line.Length == 2).ToDictionary(line => line[1], line => line[0]);
            return (byName.GetValueOrDefault($"refs/tags/{tag}^{{}}") ?? byName.GetValueOrDefault($"refs/tags/{tag}"), null);
        }
        catch (RollbackException error) when (error.Id is RollbackErrorId.Unreachable or RollbackErrorId.ToolFailed or RollbackErrorId.TimedOut)
        {
            return (null, $" The remote '{remote}' could not be asked: {error.Message}");
        }
    }

    private RollbackException Missing(GitFound found, IReadOnlyList<GitTag> tags, string to, string? whyNot)
    {
        var releases = choice.NewestFirst(tags).Select(tag => tag.Name).ToList();
        var near = TargetName.Nearest(to, tags.Select(tag => tag.Name));
        return new(
            RollbackErrorId.TargetMissing,
            $"'{to}' is no tag and no single commit of {found.Top}{(found.Remote is null || whyNot is not null ? "" : $" nor a tag of its remote '{found.Remote}'")}.{whyNot}",
            (near is null ? "" : $"Did you mean --to {near}? ") + Newest(releases));
    }

    private RollbackException None(GitFound found, IReadOnlyList<GitTag> tags)
    {
        var releases = choice.NewestFirst(tags).Select(tag => tag.Name).ToList();
        var commit = found.Head[..12];
        return new(
            RollbackErrorId.TargetMissing,
            $"No release to go back to: {found.Top} is at {(found.Current!.Name == commit ? commit : $"{found.Current.Name} ({commit})")}, and no earlier release is tagged that the ledger does not call bad.",
            "Name a tag or a commit with --to. " + Newest(releases) + " 'git log --oneline -20' shows the commits; 'git fetch --tags' brings tags that are missing here.");
    }

    private static string Newest(List<string> releases) => releases.Count == 0
        ? "No tag here is a release."
        : $"The newest releases here: {string.Join(", ", releases.Take(Shown))}.";
}
