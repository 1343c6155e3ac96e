namespace RollbackOps;

/// <summary>What was given up, and what could not be.</summary>
/// <param name="Settled">What is gone now.</param>
/// <param name="Failed">What is still there, each with what happened and what to do.</param>
public sealed record SettleResult(IReadOnlyList<KeptThing> Settled, IReadOnlyList<string> Failed)
{
    /// <summary>The space that was freed, as far as it is known, in bytes.</summary>
    public long Bytes => Settled.Sum(thing => thing.Bytes ?? 0);

    /// <summary>The exit code: 0 where all is gone, else 2.</summary>
    public int ExitCode => Failed.Count == 0 ? 0 : 2;
}
