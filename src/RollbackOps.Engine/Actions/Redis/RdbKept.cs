namespace RollbackOps.Engine.Actions.Redis;

/// <summary>Folders that a run keeps or has left among a server's files, known by their inode.</summary>
internal static class RdbKept
{
    /// <summary>One of them.</summary>
    public static KeptThing Thing(RdbDetail detail, Work work, string folder, string inode, string what) => new()
    {
        Run = work.Run,
        Step = work.Step.Id,
        What = $"{what}, in {detail.Settings.Folder}/{folder} of the service {detail.Service}",
        Identity = $"redis:{detail.Settings.Container[..12]}/{inode}",
    };

    /// <summary>Its inode.</summary>
    public static string Inode(KeptThing thing) => thing.Identity[(thing.Identity.LastIndexOf('/') + 1)..];
}
