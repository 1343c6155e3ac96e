using System.Globalization;

namespace RollbackOps.Engine.Tools.Redis;

/// <summary>What a server says of itself (<c>INFO</c>).</summary>
public sealed record RedisInfo
{
    /// <summary>Its version.</summary>
    public required Version Version { get; init; }

    /// <summary>Whether it follows another server, which would undo what is done here.</summary>
    public bool IsReplica { get; init; }

    /// <summary>Whether it holds only a part of the keys.</summary>
    public bool IsCluster { get; init; }

    /// <summary>Its clock, in milliseconds since 1970; null where it does not tell.</summary>
    public long? Clock { get; init; }

    /// <summary>How many keys each logical database has, as <c>db0</c>; empty ones are missing.</summary>
    public required IReadOnlyDictionary<string, long> Keys { get; init; }

    /// <summary>How many of them have a time to live.</summary>
    public required IReadOnlyDictionary<string, long> Expiring { get; init; }

    /// <summary>Whether it is writing its append-only file anew.</summary>
    public bool IsRewriting { get; init; }

    /// <summary>Reads the answer.</summary>
    public static RedisInfo Read(string text)
    {
        var fields = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]);
        var databases = fields.Where(field => field.Key.StartsWith("db", StringComparison.Ordinal) && field.Value.StartsWith("keys=", StringComparison.Ordinal)).ToList();
        return ToolAnswer.Of("redis-cli", () => new RedisInfo
        {
            Version = Version.Parse(fields["redis_version"]),
            IsReplica = fields.GetValueOrDefault("role") == "slave",
            IsCluster = fields.GetValueOrDefault("cluster_enabled") == "1",
            IsRewriting = fields.GetValueOrDefault("aof_rewrite_in_progress") == "1" || fields.GetValueOrDefault("aof_rewrite_scheduled") == "1",
            Clock = fields.TryGetValue("server_time_usec", out var clock) ? Number(clock) / 1000 : null,
            Keys = databases.ToDictionary(field => field.Key, field => Part(field.Value, "keys")),
            Expiring = databases.ToDictionary(field => field.Key, field => Part(field.Value, "expires")),
        });
    }

    private static long Part(string value, string name) =>
        Number(value.Split(',').Select(pair => pair.Split('=')).First(pair => pair[0] == name)[1]);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
