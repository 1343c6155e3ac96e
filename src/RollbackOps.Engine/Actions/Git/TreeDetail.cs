namespace RollbackOps.Engine.Actions.Git;

/// <summary>The tree that is to be made beside the live one.</summary>
/// <param name="Part">The part's name.</param>
/// <param name="Top">The live tree's top folder.</param>
/// <param name="Commit">The commit.</param>
/// <param name="BuildNeeds">Untracked files that a build needs, relative to the live tree.</param>
public sealed record TreeDetail(string Part, string Top, string Commit, IReadOnlyList<string> BuildNeeds);
