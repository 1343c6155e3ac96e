namespace RollbackOps.Events;

/// <summary>A rollback point is gone, and nothing keeps its things any more.</summary>
/// <param name="Point">Its number.</param>
/// <param name="Why">Why.</param>
/// <param name="By">Who asked for it.</param>
public sealed record PointRemoved(string Point, string Why, Operator By) : RunEvent;
