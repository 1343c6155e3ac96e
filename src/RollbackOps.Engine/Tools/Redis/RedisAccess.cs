using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Tools.Redis;

/// <summary>How a server is reached, resolved at the moment of use. Holds a password: never journaled, never in a message.</summary>
public sealed class RedisAccess
{
    /// <summary>The container that redis-cli runs in; null for this machine's own redis-cli.</summary>
    public ComposeContainer? Container { get; init; }

    /// <summary>What leads redis-cli to the server: host, port, user. No secret.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The number of the logical database.</summary>
    public required int Database { get; init; }

    /// <summary>The password; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>Where the server is, without a secret, for messages.</summary>
    public required string Where { get; init; }
}
