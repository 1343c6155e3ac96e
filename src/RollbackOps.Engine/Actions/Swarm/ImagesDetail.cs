namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>The images that must be had before anything changes.</summary>
/// <param name="Context">Docker's context; null for the current one.</param>
/// <param name="Images">The images, by digest or id.</param>
/// <param name="ManyNodes">True where other nodes need them too: then their registry has to give them away.</param>
public sealed record ImagesDetail(string? Context, IReadOnlyList<string> Images, bool ManyNodes);
