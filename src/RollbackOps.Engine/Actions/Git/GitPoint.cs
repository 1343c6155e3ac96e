using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>What a rollback point records of a git tree: its commit. A commit that a tag or a branch holds needs nothing to keep it.</summary>
/// <param name="look">Finds it.</param>
public sealed class GitPoint(GitLook look) : IPointRecorder
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<PointFact>> FactsAsync(Part part, Ask ask, PointPlace place, CancellationToken cancel)
    {
        var found = await look.LookAsync((GitPart)part, ask with { Back = [] }, cancel);
        // What was built from changes that no commit has can't come back from its commit.
        return found.Modified.Count == 0 ? [new(part.Name, found.Top, PointFact.Commit, found.Head)] : throw new RollbackException(
            RollbackErrorId.PlanImpossible,
            $"{found.Top} holds changes that no commit has: {string.Join(", ", found.Modified.Take(3))}{(found.Modified.Count > 3 ? $" and {found.Modified.Count - 3} more" : "")}. A point could not bring them back.",
            $"Commit them or put them back (git -C {found.Top} status), then type the same command again.");
    }

    /// <inheritdoc/>
    public Task KeepAsync(PointFact fact, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task GiveUpAsync(PointFact fact, CancellationToken cancel) => Task.CompletedTask;
}
