using System.Globalization;
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

    /// <summary>What a person types to send a file of commands there; redis-cli takes a password from REDISCLI_AUTH.</summary>
    /// <param name="file">The file.</param>
    public string ByHand(string file) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Container is null ? "" : $"docker exec -i {(Password is null ? "" : "-e REDISCLI_AUTH ")}{Container.Name} ")}redis-cli {string.Concat(Arguments.Select(argument => $"{argument} "))}-n {Database} < {file}");

    /// <summary>Where the server is, without a secret, for messages.</summary>
    public required string Where { get; init; }
}
