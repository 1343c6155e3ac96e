namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>Where a service keeps its data, and what a fresh server is made from.</summary>
/// <param name="Service">The Compose service.</param>
/// <param name="Container">The service's container.</param>
/// <param name="Image">The image's id.</param>
/// <param name="Volume">The volume with the data.</param>
/// <param name="Folder">The host's folder that holds all volumes.</param>
/// <param name="Mount">Where the volume is mounted.</param>
/// <param name="Database">The database.</param>
/// <param name="User">The superuser that the image makes.</param>
public sealed record FreshPlace(string Service, string Container, string Image, string Volume, string Folder, string Mount, string Database, string User);
