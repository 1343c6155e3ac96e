namespace RollbackOps.Events;

/// <summary>A rollback point is there, with all that keeps its things.</summary>
/// <param name="Point">Its number.</param>
public sealed record PointTaken(string Point) : RunEvent;
