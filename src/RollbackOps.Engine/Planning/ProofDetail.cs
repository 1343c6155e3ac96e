namespace RollbackOps.Engine.Planning;

/// <summary>What a step proves.</summary>
/// <param name="Checks">The names of its checks; null for all of its moment.</param>
/// <param name="Wait">How long it waits before.</param>
public sealed record ProofDetail(IReadOnlyList<string>? Checks = null, TimeSpan Wait = default);
