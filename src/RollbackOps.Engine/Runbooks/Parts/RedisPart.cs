namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>A Redis server, reached by URL or through a Compose service: keys are flushed, or an RDB comes back.</summary>
/// <param name="Name">Its name in the runbook.</param>
public sealed record RedisPart(string Name) : DatabasePart(Name)
{
    /// <inheritdoc/>
    public override string Kind => "redis";

    /// <summary>The URL, with secret references unresolved; null where it is reached through a service.</summary>
    public string? Url { get; init; }

    /// <summary>The Compose service; null where it is reached by URL.</summary>
    public string? Service { get; init; }

    /// <summary>The logical database, where a service is given.</summary>
    public int Database { get; init; }

    /// <summary>The user, where a service is given; null for the default one.</summary>
    public string? User { get; init; }

    /// <summary>A reference to the password, where a service is given; null for the container's <c>REDIS_PASSWORD</c>, if it has one.</summary>
    public string? Password { get; init; }

    /// <summary>The patterns of the keys that are removed; empty where none are, or a whole database is.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>Whether the whole logical database is emptied; never more than that one.</summary>
    public bool FlushesDatabase { get; init; }

    /// <summary>Whether keys are removed at all.</summary>
    public bool Flushes => FlushesDatabase || Patterns.Count > 0;

    /// <summary>Whether the service is restarted afterwards.</summary>
    public bool Restart { get; init; }
}
