namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>Which images can be had.</summary>
/// <param name="Missing">Those that the manager has not.</param>
/// <param name="Given">True where their registry gave them to the manager in this run.</param>
public sealed record ImagesState(IReadOnlyList<string> Missing, bool Given);
