namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>The upstream block as it is, and as it is to be.</summary>
/// <param name="Name">The upstream that is asked for.</param>
/// <param name="File">The block's file.</param>
/// <param name="From">SHA-256 of its text now.</param>
/// <param name="To">SHA-256 of its text with the other's servers.</param>
/// <param name="Servers">The servers that it has now.</param>
public sealed record UpstreamFound(string Name, TrafficFile File, string From, string To, IReadOnlyList<string> Servers)
{
    /// <summary>True where the block has the servers already.</summary>
    public bool IsInPlace { get; init; }

    /// <summary>True where its servers have parameters, which would go.</summary>
    public bool HaveParameters { get; init; }

    /// <summary>True where the public address shows already what is to prove the switch.</summary>
    public bool IsProofIdle { get; init; }
}
