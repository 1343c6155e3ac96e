namespace RollbackOps;

/// <summary>A state of a system that was known to be good: its checks held when it was recorded.</summary>
public sealed record RollbackPoint
{
    /// <summary>Its number within the system, e.g. <c>000003</c>.</summary>
    public required string Point { get; init; }

    /// <summary>Its name, by which it is gone back to.</summary>
    public required string Name { get; init; }

    /// <summary>When it was recorded, in UTC.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Who recorded it, where.</summary>
    public required Operator By { get; init; }

    /// <summary>Why, where it was said.</summary>
    public string? Reason { get; init; }

    /// <summary>The release that ran: of the code, else of the point itself.</summary>
    public required Release Release { get; init; }

    /// <summary>What was there.</summary>
    public required IReadOnlyList<PointFact> Facts { get; init; }

    /// <summary>How many checks held.</summary>
    public required int Checks { get; init; }

    /// <summary>True where a run has come back from its release since.</summary>
    public bool IsBad { get; init; }

    /// <summary><c>good</c>, or <c>BAD</c> where a run has come back from its release since.</summary>
    public string Standing => IsBad ? "BAD" : "good";

    /// <summary>The release's name.</summary>
    public string Version => Release.Name;

    /// <summary>The runbook's full path.</summary>
    public required string Runbook { get; init; }

    /// <summary>The environment that was asked for; null where the runbook has one.</summary>
    public string? Environment { get; init; }

    /// <summary>What was recorded of a subject; null for nothing.</summary>
    public PointFact? Find(string part, string subject, string name) =>
        Facts.FirstOrDefault(fact => fact.Part == part && fact.Subject == subject && fact.Name == name);
}
