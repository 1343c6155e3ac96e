namespace RollbackOps.Engine.Actions.GitHub;

/// <summary>Whether the token was tried by this process, just now.</summary>
/// <param name="Tried">Whether it was.</param>
public sealed record TriedState(bool Tried);
