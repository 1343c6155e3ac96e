namespace RollbackOps;

/// <summary>What a person asked for when a backup is proven.</summary>
public sealed record ProofRequest
{
    /// <summary>The runbook's path.</summary>
    public required string Runbook { get; init; }

    /// <summary>The environment, where the runbook has several.</summary>
    public string? Environment { get; init; }

    /// <summary>The database's name in the runbook.</summary>
    public required string Database { get; init; }

    /// <summary>The backup, by name or path; null for the one that a run would bring back.</summary>
    public string? From { get; init; }

    /// <summary>A time or a release that the backup has to be from before; null for the release that runs.</summary>
    public string? Before { get; init; }

    /// <summary>The URL of another server to restore it on, secrets in it as references; null for the database's own.</summary>
    public string? Server { get; init; }
}
