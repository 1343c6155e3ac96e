namespace RollbackOps.Engine.Actions.Compose;

/// <summary>How a service's target image comes to be on the host.</summary>
public enum ImageMake
{
    /// <summary>It is there.</summary>
    Exists,

    /// <summary>It is built from the target's tree.</summary>
    Build,

    /// <summary>It is pulled.</summary>
    Pull,
}
