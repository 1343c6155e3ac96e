namespace RollbackOps.Engine.Actions.Git;

/// <summary>What a fetch is to bring.</summary>
/// <param name="Top">The live tree's top folder.</param>
/// <param name="Remote">The remote.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Tag">The tag that leads there; null for a commit.</param>
/// <param name="Shallow">True where the history is cut off.</param>
public sealed record FetchDetail(string Top, string Remote, string Commit, string? Tag, bool Shallow);
