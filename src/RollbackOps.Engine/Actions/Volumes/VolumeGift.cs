namespace RollbackOps.Engine.Actions.Volumes;

/// <summary>The gift of what was restored beside: the inode of its content.</summary>
internal static class VolumeGift
{
    /// <summary>The gift's name.</summary>
    public static string Name(string part) => $"{part}/beside";
}
