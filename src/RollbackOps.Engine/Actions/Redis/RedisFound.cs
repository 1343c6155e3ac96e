using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>The server, and what a flush would remove.</summary>
public sealed record RedisFound : Found
{
    /// <summary>Where the server is, without a secret.</summary>
    public required string Where { get; init; }

    /// <summary>The number of the logical database.</summary>
    public required int Database { get; init; }

    /// <summary>What the server says of itself.</summary>
    public required RedisInfo Info { get; init; }

    /// <summary>What would come back; null where keys are flushed.</summary>
    public RdbFound? Rdb { get; init; }

    /// <summary>How many keys match, by pattern; <c>all keys</c> where the whole database is emptied.</summary>
    public required IReadOnlyDictionary<string, long> Matching { get; init; }
}
