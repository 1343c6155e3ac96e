namespace RollbackOps.Engine.Actions.Volumes;

/// <summary>The volume beside.</summary>
/// <param name="Exists">Whether it is there.</param>
/// <param name="Content">The inode of its content, where it was unpacked to its end; else null.</param>
public sealed record VolumeBesideState(bool Exists, string? Content)
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";
}
