namespace RollbackOps.Engine.Runbooks;

/// <summary>How images that do not exist are built.</summary>
public enum BuildMode
{
    /// <summary>With the builder's cache.</summary>
    Cached,

    /// <summary>From scratch.</summary>
    NoCache,

    /// <summary>Not at all: an image that does not exist refuses the plan.</summary>
    Never,
}
