namespace RollbackOps.Engine.Actions.Files;

/// <summary>The files that go back.</summary>
/// <param name="Part">The part's name in the runbook.</param>
/// <param name="Files">The files.</param>
/// <param name="InPlace">True where they keep their inodes.</param>
public sealed record FilesDetail(string Part, IReadOnlyList<FileTarget> Files, bool InPlace);
