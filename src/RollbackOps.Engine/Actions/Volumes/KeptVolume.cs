namespace RollbackOps.Engine.Actions.Volumes;

/// <summary>Volumes that a run keeps or has left, known by their content's inode.</summary>
internal static class KeptVolume
{
    /// <summary>One of them.</summary>
    public static KeptThing Thing(Work work, string volume, string content, string what) => new()
    {
        Run = work.Run,
        Step = work.Step.Id,
        What = $"{what}, as volume {volume}",
        Identity = VolumePlan.Identity(content),
    };

    /// <summary>Whether it is that content.</summary>
    public static bool Is(KeptThing thing, string content) => thing.Identity == VolumePlan.Identity(content);
}
