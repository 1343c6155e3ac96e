namespace RollbackOps.Engine.Actions.Git;

/// <summary>A tag and the commit that it leads to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Commit">The full commit.</param>
/// <param name="Time">When that was committed.</param>
/// <param name="Merged">True where it is HEAD's commit or came before it.</param>
public sealed record GitTag(string Name, string Commit, DateTimeOffset? Time, bool Merged)
{
    /// <summary>The tag as a release.</summary>
    public Release ToRelease() => new(Name, Commit, Time);
}
