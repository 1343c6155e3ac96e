namespace RollbackOps.Engine.Tools.Volumes;

/// <summary>A container that mounts a volume.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsUp">Whether it runs, however well.</param>
/// <param name="Project">Its Compose project; empty for none.</param>
/// <param name="Service">Its Compose service; empty for none.</param>
public sealed record VolumeUser(string Id, string Name, bool IsUp, string Project, string Service);
