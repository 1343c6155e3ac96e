namespace RollbackOps.Events;

/// <summary>The last line of a run's journal when the next run began, so that a line cut off later is noticed.</summary>
/// <param name="Run">The run.</param>
/// <param name="Line">The line's number.</param>
/// <param name="Hash">The line's hash.</param>
public sealed record JournalEnd(string Run, int Line, string Hash);
