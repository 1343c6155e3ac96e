namespace RollbackOps.Engine.Actions.Vercel;

/// <summary>Whether the public address was proven by this process, just now.</summary>
/// <param name="Proven">Whether it was.</param>
public sealed record ServedState(bool Proven);
