namespace RollbackOps.Engine.Actions;

/// <summary>What an action found.</summary>
public abstract record Found
{
    /// <summary>The release that runs now, where the action can tell.</summary>
    public Release? Current { get; init; }

    /// <summary>The release that comes back, where the action decides it.</summary>
    public Release? Target { get; init; }
}
