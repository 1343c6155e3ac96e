using RollbackOps.Engine.Tools.Vercel;

namespace RollbackOps.Engine.Actions.Vercel;

/// <summary>Where a project's production addresses lead.</summary>
/// <param name="Live">The deployment that the public host leads to; null for none.</param>
/// <param name="Job">The last time that they were led elsewhere; null for never.</param>
public sealed record PointState(string? Live, AliasJob? Job);
