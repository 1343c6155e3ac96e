namespace RollbackOps.Engine.Actions.Git;

/// <summary>Git LFS.</summary>
public static class LargeFiles
{
    /// <summary>Whether a commit hands files to Git LFS; then it must be installed for this user.</summary>
    /// <exception cref="RollbackException">It is needed and missing: files would be left as pointers.</exception>
    public static async Task<bool> AreUsedAsync(GitRepository git, string folder, string commit, CancellationToken cancel)
    {
        if (!await git.HoldsAsync(GitCommands.UsesLfs(folder, commit), cancel))
            return false;
        if (!await git.HoldsAsync(GitCommands.LfsVersion(folder), cancel))
        {
            throw new RollbackException(
                RollbackErrorId.ToolMissing,
                $"The commit {commit[..12]} keeps files in Git LFS, and git-lfs is not installed: they would be left as pointers.",
                "Install git-lfs, type 'git lfs install', then run the same command again.");
        }

        if (await git.FindAsync(GitCommands.Setting(folder, "filter.lfs.smudge"), cancel) is null)
        {
            throw new RollbackException(
                RollbackErrorId.ToolMissing,
                $"The commit {commit[..12]} keeps files in Git LFS, and git-lfs is not set up for this user: they would be left as pointers.",
                "Type 'git lfs install' as this user, then run the same command again.");
        }

        return true;
    }
}
