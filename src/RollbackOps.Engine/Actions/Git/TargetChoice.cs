namespace RollbackOps.Engine.Actions.Git;

/// <summary>Chooses the release to go back to where nobody names one. Pure.</summary>
/// <param name="releases">Which tags are releases, and their order.</param>
/// <param name="known">What the ledger knows.</param>
public sealed class TargetChoice(ReleaseTags releases, IKnown known)
{
    /// <summary>The rollback points, newest first.</summary>
    public IReadOnlyList<RollbackPoint> Points => known.Points;

    /// <summary>The release that runs: the newest release tag of HEAD's commit; null where it has none.</summary>
    public GitTag? Running(IEnumerable<GitTag> tags, string head) => NewestFirst(tags.Where(tag => tag.Commit == head)).FirstOrDefault();

    /// <summary>
    /// The run that proved HEAD by arriving at it: then nothing goes back until a person names a release. Null where
    /// HEAD was not proven, or was left behind as bad since.
    /// </summary>
    public string? ProvenAt(string head) => known.IsBad(head) ? null : known.ProvenBy(head);

    /// <summary>
    /// The newest release that is not HEAD's commit and that the ledger does not call bad: not newer than the one that
    /// runs, or, where HEAD is at none, contained in HEAD. A version before a release is chosen only where one of its
    /// like runs, or nothing else is left. Null for none.
    /// </summary>
    public GitTag? Choose(IReadOnlyCollection<GitTag> tags, string head)
    {
        var running = Running(tags, head);
        var candidates = NewestFirst(tags.Where(tag =>
            tag.Commit != head
            && !known.IsBad(tag.Commit)
            && (running is null ? tag.Merged : releases.Compare(tag.Name, running.Name) <= 0))).ToList();
        var early = running is not null && releases.IsPrerelease(running.Name);
        return candidates.Find(tag => early || !releases.IsPrerelease(tag.Name)) ?? candidates.FirstOrDefault();
    }

    /// <summary>The releases, newest first.</summary>
    public IEnumerable<GitTag> NewestFirst(IEnumerable<GitTag> tags) => tags
        .Where(tag => releases.Has(tag.Name))
        .OrderByDescending(tag => tag.Name, releases)
        .ThenByDescending(tag => tag.Time)
        .ThenByDescending(tag => tag.Name, StringComparer.Ordinal);
}
