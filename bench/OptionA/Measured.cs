namespace RollbackOps.Bench.OptionA;

/// <summary>One rollback as it was measured from outside.</summary>
/// <param name="Whole">From the command to its end.</param>
/// <param name="Downtime">How long users got no answer.</param>
/// <param name="SaysSuccess">Whether it ended with exit code 0.</param>
/// <param name="IsRight">Whether the backup's rows are in the database.</param>
internal sealed record Measured(TimeSpan Whole, TimeSpan Downtime, bool SaysSuccess, bool IsRight);
