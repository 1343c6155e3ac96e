namespace RollbackOps.Engine.Tools.Docker;

/// <summary>A line of a log with its time.</summary>
/// <param name="Time">When it was written; null where nothing tells.</param>
/// <param name="Text">The line, without the time that Docker put before it. May hold secrets.</param>
public sealed record LogLine(DateTimeOffset? Time, string Text);
