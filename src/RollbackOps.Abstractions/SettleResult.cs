namespace RollbackOps;

/// <summary>What was given up, and what could not be.</summary>
/// <param name="Settled">What is gone now.</param>
/// <param name="Failed">What is still there, each with what happened and what to do.</param>
public sealed record SettleResult(IReadOnlyList<KeptThing> Settled, IReadOnlyList<string> Failed)
{
    /// <summary>The space that was freed, as far as it is known, in bytes.</summary>
    public long Bytes => Settled.Sum(thing => thing.Bytes ?? 0);

    /// <summary>What is kept on, because it is not due.</summary>
    public IReadOnlyList<KeptThing> NotDue { get; init; } = [];

    /// <summary>What to know: what could not be looked at, and why; and what can't be undone any more.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The exit code: 0 where all is gone, else 2.</summary>
    public int ExitCode => Failed.Count == 0 ? 0 : 2;
}
