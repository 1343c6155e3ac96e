namespace RollbackOps;

/// <summary>Something that a run kept and that can be given up, known by its identity and not by its name.</summary>
public sealed record KeptThing
{
    /// <summary>The run that keeps it, e.g. <c>000003</c>.</summary>
    public required string Run { get; init; }

    /// <summary>The step that keeps it.</summary>
    public required string Step { get; init; }

    /// <summary>What it is and where, e.g. <c>the old database shop as shop_kept_16384</c>.</summary>
    public required string What { get; init; }

    /// <summary>Its identity, e.g. <c>postgres:7312…/16384</c>.</summary>
    public required string Identity { get; init; }

    /// <summary>The space that it takes, in bytes; null where nothing tells.</summary>
    public long? Bytes { get; init; }

    /// <summary>When it is due to be given up, in UTC.</summary>
    public DateTimeOffset Until { get; init; }
}
