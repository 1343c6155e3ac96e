namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>A service that is to run.</summary>
/// <param name="Context">Docker's context; null for the current one.</param>
/// <param name="Cluster">The swarm's id.</param>
/// <param name="Service">The service.</param>
/// <param name="Update">The step that gave it its image, with all others that it gave one.</param>
/// <param name="Release">The release's commit; null where no code goes back.</param>
public sealed record RunDetail(string? Context, string Cluster, ServiceTarget Service, string Update, string? Release);
