namespace RollbackOps;

/// <summary>What settling would give up for good.</summary>
public sealed record SettlePlan
{
    /// <summary>The runbook's full path.</summary>
    public required string Runbook { get; init; }

    /// <summary>The environment that was asked for; null for the runbook's own.</summary>
    public string? Environment { get; init; }

    /// <summary>The state folder that was named; null where the runbook tells.</summary>
    public string? State { get; init; }

    /// <summary>What is given up.</summary>
    public required IReadOnlyList<KeptThing> Things { get; init; }

    /// <summary>What is kept on, because it is not due.</summary>
    public required IReadOnlyList<KeptThing> NotDue { get; init; }

    /// <summary>What could not be looked at, and why; and what can't be undone any more afterwards.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The space that is freed, as far as it is known, in bytes.</summary>
    public long Bytes => Things.Sum(thing => thing.Bytes ?? 0);
}
