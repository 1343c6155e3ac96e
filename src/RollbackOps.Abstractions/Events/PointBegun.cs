namespace RollbackOps.Events;

/// <summary>A rollback point is being made: what keeps its things comes next.</summary>
/// <param name="Point">The point.</param>
public sealed record PointBegun(RollbackPoint Point) : RunEvent;
