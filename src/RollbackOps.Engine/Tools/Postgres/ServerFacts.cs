namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>What planning has to know of a server and the live database.</summary>
public sealed record ServerFacts
{
    /// <summary>The version as a number, e.g. 150020.</summary>
    public required int Version { get; init; }

    /// <summary>The cluster's identity.</summary>
    public required string SystemId { get; init; }

    /// <summary>True for a standby.</summary>
    public required bool InRecovery { get; init; }

    /// <summary>The user.</summary>
    public required string User { get; init; }

    /// <summary>Whether the user is a superuser.</summary>
    public required bool Superuser { get; init; }

    /// <summary>Whether the user may create databases.</summary>
    public required bool CreatesDatabases { get; init; }

    /// <summary>Whether the user is, or is a member of, the live database's owner.</summary>
    public required bool Owns { get; init; }

    /// <summary>Whether the user may end other users' sessions.</summary>
    public required bool Signals { get; init; }

    /// <summary>The live database's oid; null where there is none of that name.</summary>
    public long? Oid { get; init; }

    /// <summary>Whether connections to it are allowed.</summary>
    public bool Allows { get; init; }

    /// <summary>Its owner.</summary>
    public string? Owner { get; init; }

    /// <summary>Its size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>The folder of its data: the cluster's or its tablespace's; null where the user may not know.</summary>
    public string? Folder { get; init; }

    /// <summary>When the server was started, in seconds of the epoch.</summary>
    public required long Started { get; init; }

    /// <summary>The transactions prepared in it.</summary>
    public IReadOnlyList<string> Prepared { get; init; } = [];

    /// <summary>The logical replication slots of it.</summary>
    public IReadOnlyList<string> Slots { get; init; } = [];

    /// <summary>The subscriptions in it.</summary>
    public IReadOnlyList<string> Subscriptions { get; init; } = [];

    /// <summary>Other roles with settings of their own in it.</summary>
    public IReadOnlyList<string> RolesWithSettings { get; init; } = [];

    /// <summary>The other databases that can be connected to.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];
}
