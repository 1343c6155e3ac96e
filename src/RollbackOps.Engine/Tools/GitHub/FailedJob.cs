namespace RollbackOps.Engine.Tools.GitHub;

/// <summary>A job that did not end well.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Conclusion">How it ended.</param>
/// <param name="Step">The step that failed; null where none tells.</param>
public sealed record FailedJob(long Id, string Name, string Conclusion, string? Step);
