namespace RollbackOps.Engine.Actions.Git;

/// <summary>What is here of a commit.</summary>
/// <param name="HasCommit">The commit itself.</param>
/// <param name="HasSubmodules">The commits of its submodules that are in use.</param>
/// <param name="HasLargeFiles">Its large files, or it has none.</param>
public sealed record FetchState(bool HasCommit, bool HasSubmodules, bool HasLargeFiles);
