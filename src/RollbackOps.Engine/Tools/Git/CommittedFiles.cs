using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Git;

/// <summary>Reads the names of a commit's files, without checking anything out.</summary>
/// <param name="runner">Runs git.</param>
public sealed class CommittedFiles(IRunner runner)
{
    /// <summary>The files below a folder of a commit, relative to that folder; empty where the commit does not have it.</summary>
    /// <param name="tree">A folder in the repository.</param>
    /// <param name="commit">The full commit.</param>
    /// <param name="folder">The folder, relative to the tree.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">The commit is not in this clone (<see cref="RollbackErrorId.TargetMissing"/>).</exception>
    public async Task<IReadOnlyList<string>> BelowAsync(string tree, string commit, string folder, CancellationToken cancel)
    {
        var result = await runner.TryAsync(List(tree, commit, folder), cancel);
        if (result.ExitCode != 0)
        {
            throw new RollbackException(
                RollbackErrorId.TargetMissing,
                $"The files of {commit[..Math.Min(12, commit.Length)]} in {folder} can't be read in {tree}: {result.Err.Trim()}",
                $"Type 'git -C {tree} fetch --tags' so that the commit is here, then run the same command again.");
        }

        return [.. result.Raw.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(path => path[(folder.Length + 1)..])];
    }

    /// <summary>The full commit that a name leads to; null where it leads to none.</summary>
    public async Task<string?> CommitAsync(string tree, string name, CancellationToken cancel)
    {
        var result = await runner.TryAsync(Git(tree, "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"), cancel);
        return result.ExitCode == 0 ? result.Raw.Trim() : null;
    }

    /// <summary>The command that lists them, by paths relative to the tree.</summary>
    public static Command List(string tree, string commit, string folder) =>
        Git(tree, "ls-tree", "-r", "-z", "--name-only", commit, "--", folder + "/");

    private static Command Git(string tree, params string[] arguments) => GitProgram.Git(tree, ["--no-optional-locks", .. arguments]) with { Limit = TimeSpan.FromMinutes(1) };
}
