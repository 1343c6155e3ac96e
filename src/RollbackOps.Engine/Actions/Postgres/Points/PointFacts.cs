namespace RollbackOps.Engine.Actions.Postgres.Points;

/// <summary>What is written down of a point, as its comment on the server.</summary>
public sealed record PointFacts
{
    /// <summary>The word by which its comment is known.</summary>
    public string Rollbackops { get; init; } = "point";

    /// <summary>The database that it is a copy of.</summary>
    public required string Of { get; init; }

    /// <summary>The oid of that.</summary>
    public required long OfOid { get; init; }

    /// <summary>The moment that it holds.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>How long nobody got into the database while it was made, in seconds.</summary>
    public required double Paused { get; init; }

    /// <summary>Its rows by table; null until they are counted.</summary>
    public IReadOnlyDictionary<string, long>? Rows { get; init; }

    /// <summary>The last value of each of its sequences.</summary>
    public IReadOnlyDictionary<string, long> Sequences { get; init; } = new Dictionary<string, long>();

    /// <summary>The copy's version when it was closed.</summary>
    public string? Seal { get; init; }
}
