namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>Where traffic goes now, and whether users are shielded.</summary>
public sealed record TrafficFound : Found
{
    /// <summary>The upstream that is asked for; null where none is.</summary>
    public UpstreamFound? Upstream { get; init; }

    /// <summary>The safe-mode; null where nobody asks for it.</summary>
    public SafeModeFound? SafeMode { get; init; }
}
