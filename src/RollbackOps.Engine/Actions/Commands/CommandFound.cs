namespace RollbackOps.Engine.Actions.Commands;

/// <summary>Whether the user's commands have anything to do.</summary>
/// <param name="InPlace">True where the runbook's own <c>is-done</c> says that the goal is in effect.</param>
public sealed record CommandFound(bool InPlace) : Found;
