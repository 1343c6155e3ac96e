using RollbackOps.Engine.Tools.Vercel;

namespace RollbackOps.Engine.Actions.Vercel;

/// <summary>Chooses among a project's production deployments. Pure.</summary>
/// <param name="all">Those that can be put before users, newest first.</param>
public sealed class DeploymentChoice(IReadOnlyList<Deployment> all)
{
    private const int ShortestCommit = 7;
    private const int Shown = 5;

    /// <summary>The newest made before the one that is live, not called bad by the ledger; null for none.</summary>
    /// <param name="live">The one that is live.</param>
    /// <param name="known">What the ledger knows.</param>
    /// <param name="promotes">True where Vercel need not take it for one to roll back to.</param>
    public Deployment? LastGood(Deployment live, IKnown known, bool promotes) => all.FirstOrDefault(one =>
        one.Id != live.Id && one.Created < live.Created && (live.Commit is null || one.Commit != live.Commit) && (promotes || one.IsCandidate != false) && !known.IsBad(one.Release.Commit));

    /// <summary>The newest deployment of a release; null for none.</summary>
    public Deployment? Of(Release release) => all.FirstOrDefault(one => one.Release.Commit == release.Commit);

    /// <summary>The one that a person named by its commit; null for none.</summary>
    public Deployment? OfCommit(string to) => to.Length < ShortestCommit ? null : all.FirstOrDefault(one => one.Commit?.StartsWith(to, StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>The newest, for a person to choose from.</summary>
    public string Newest() => all.Count == 0
        ? "The project has no production deployment that is ready."
        : $"The newest: {string.Join(", ", all.Take(Shown).Select(one => $"{one.Id} ({one.Release.Name}, {one.Created.ToUniversalTime():u})"))}.";
}
