namespace RollbackOps.Engine.Actions.Git;

/// <summary>A submodule of a commit.</summary>
/// <param name="Path">Its path in the tree.</param>
/// <param name="Commit">The commit that it is at.</param>
/// <param name="Store">Its repository among the live tree's own modules; null where there is none.</param>
/// <param name="IsLocal">True where that repository has the commit.</param>
public sealed record Submodule(string Path, string Commit, string? Store, bool IsLocal);
