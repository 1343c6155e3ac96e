namespace RollbackOps.Engine.Actions.Git;

/// <summary>What an operator should know before a checkout. Pure.</summary>
public static class GitNotes
{
    private const int Shown = 5;

    /// <summary>Where the tree will be switched.</summary>
    public static IEnumerable<string> Of(GitFound found)
    {
        if (found.Paths.Count == 0)
        {
            yield return found.Branch is { } branch
                ? $"HEAD of {found.Top} will be detached at {found.Commit[..12]}; 'git switch {branch["refs/heads/".Length..]}' ends that."
                : $"HEAD of {found.Top} is detached and stays so, at {found.Commit[..12]}.";
        }

        else
        {
            yield return $"HEAD of {found.Top} stays at {found.Head[..12]}, and {Some(found.Paths)} differs from it: 'git -C {found.Top} restore --source=HEAD --staged --worktree -- {string.Join(' ', found.Paths)}' ends that.";
        }

        if (found.Modified.Count > 0)
            yield return $"{Count(found.Modified.Count)} of {found.Top} changed on this machine ({Some(found.Modified)}): copied to the run's kept folder, then replaced.";
        if (found.Colliding.Count > 0)
            yield return $"{Count(found.Colliding.Count)} that git does not track in the way of the release ({Some(found.Colliding)}): copied to the run's kept folder, then replaced.";
        foreach (var link in found.Submodules.Where(link => link.Store is null))
            yield return $"The submodule {link.Path} is not in use in the live tree and stays empty.";
    }

    /// <summary>Where it is at the target already.</summary>
    public static IEnumerable<string> InPlace(GitFound found) => found.Modified.Count == 0
        ? []
        : [$"{Count(found.Modified.Count)} of {found.Top} changed on this machine since ({Some(found.Modified)}); left as they are."];

    private static string Count(int files) => files == 1 ? "1 file" : $"{files} files";

    private static string Some(IReadOnlyList<string> files) =>
        string.Join(", ", files.Take(Shown)) + (files.Count > Shown ? ", …" : "");
}
