namespace RollbackOps;

/// <summary>What a person asked for.</summary>
public sealed record PlanRequest
{
    /// <summary>The runbook's full path.</summary>
    public required string Runbook { get; init; }

    /// <summary>The environment, where the runbook has several.</summary>
    public string? Environment { get; init; }

    /// <summary>The strategy; <c>previous-release</c> where none is named.</summary>
    public string Strategy { get; init; } = "previous-release";

    /// <summary>The parts of the strategy that go back; empty for all of it.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>The release to go back to (a tag or a commit); null for the newest that the ledger does not call bad.</summary>
    public string? To { get; init; }

    /// <summary>The backup by the database's name in the runbook; where missing, it is chosen by time.</summary>
    public IReadOnlyDictionary<string, string> Backups { get; init; } = new Dictionary<string, string>();

    /// <summary>True to bring a database back once more although it came from that backup already.</summary>
    public bool Again { get; init; }

    /// <summary>The held or broken run that this one supersedes, e.g. <c>000003</c>; null for none.</summary>
    public string? Over { get; init; }
}
