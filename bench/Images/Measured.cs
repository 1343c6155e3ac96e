namespace RollbackOps.Bench.Images;

/// <summary>One way back, once.</summary>
/// <param name="Whole">How long its command took.</param>
/// <param name="Away">For how long the page was away.</param>
/// <param name="Failed">How many requests failed.</param>
/// <param name="Asked">How many were sent.</param>
internal sealed record Measured(TimeSpan Whole, TimeSpan Away, int Failed, int Asked);
