namespace RollbackOps.Engine.Actions;

/// <summary>What an action found.</summary>
public abstract record Found
{
    /// <summary>The release that runs now, where the action can tell.</summary>
    public Release? Current { get; init; }

    /// <summary>
    /// The servers that it is or runs: <c>postgres:</c> and a cluster's identity, <c>port:</c> and a port of this host,
    /// <c>address:</c> and a container's address. A state is never kept on one of them.
    /// </summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    /// <summary>The release that comes back, where the action decides it.</summary>
    public Release? Target { get; init; }
}
