namespace RollbackOps.Engine.Actions.Postgres.InPlace;

/// <summary>What was found of a database that is to come back in its own place.</summary>
/// <param name="Folder">Where its safety dump is written; null where the runbook doesn't say.</param>
/// <param name="Free">The free bytes there; null where that can't be measured.</param>
/// <param name="WhyNoDump">Why it can't be dumped; null where it can.</param>
public sealed record InPlaceGoal(string? Folder, long? Free, string? WhyNoDump);
