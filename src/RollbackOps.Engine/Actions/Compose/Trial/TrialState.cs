namespace RollbackOps.Engine.Actions.Compose.Trial;

/// <summary>The trial of a run.</summary>
/// <param name="Passed">Whether all its services came up and stayed up.</param>
/// <param name="IsThere">Whether something of it is on the Docker host.</param>
public sealed record TrialState(bool Passed, bool IsThere);
