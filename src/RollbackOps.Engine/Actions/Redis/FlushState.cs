namespace RollbackOps.Engine.Actions.Redis;

/// <summary>How far the flush is.</summary>
/// <param name="Copy">The identity of the copy's file; null where there is none.</param>
/// <param name="Mark">How far the run has written that it is: <c>begun</c>, <c>done</c>; null before.</param>
public sealed record FlushState(string? Copy, string? Mark);
