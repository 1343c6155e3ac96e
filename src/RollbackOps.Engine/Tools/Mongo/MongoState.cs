namespace RollbackOps.Engine.Tools.Mongo;

/// <summary>A database and its server.</summary>
public sealed record MongoState
{
    /// <summary>The server's version.</summary>
    public required string Version { get; init; }

    /// <summary>Whether the server takes writes: it stands alone, or is the primary.</summary>
    public required bool IsWritable { get; init; }

    /// <summary>Whether it is the router of a sharded cluster.</summary>
    public required bool IsRouter { get; init; }

    /// <summary>The data's size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>What is free of the server's disk, in bytes; 0 where the server doesn't tell.</summary>
    public required long Free { get; init; }

    /// <summary>The collections of users, by name.</summary>
    public required IReadOnlyList<CollectionState> Collections { get; init; }

    /// <summary>The documents by collection.</summary>
    public IReadOnlyDictionary<string, long> Documents() => new SortedDictionary<string, long>(Collections.ToDictionary(one => one.Name, one => one.Documents), StringComparer.Ordinal);
}
