using RollbackOps.Engine.Tools.GitHub;

namespace RollbackOps.Engine.Actions.GitHub;

/// <summary>The attempt that acted last.</summary>
/// <param name="Last">The attempt.</param>
/// <param name="Word">How it is, e.g. <c>success</c> or <c>in_progress</c>.</param>
/// <param name="IsOver">Whether it has ended.</param>
/// <param name="Side">Whose it is.</param>
/// <param name="Asked">Whether the run has asked for a run that was not seen yet.</param>
/// <param name="Says">What it is, for a person.</param>
public sealed record DeployState(RunAttempt Last, string Word, bool IsOver, DeploySide Side, bool Asked, string Says);
