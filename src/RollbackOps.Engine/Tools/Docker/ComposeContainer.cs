namespace RollbackOps.Engine.Tools.Docker;

/// <summary>A container of a Compose project.</summary>
public sealed record ComposeContainer
{
    /// <summary>The full id.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The image as the container was made with, e.g. <c>shop-backend</c>.</summary>
    public required string Image { get; init; }

    /// <summary>The image's id, <c>sha256:…</c>.</summary>
    public required string ImageId { get; init; }

    /// <summary>Compose's hash of the configuration it was made with.</summary>
    public required string ConfigHash { get; init; }

    /// <summary>Docker's word for its state: <c>running</c>, <c>exited</c>, <c>restarting</c>, …</summary>
    public required string State { get; init; }

    /// <summary><c>healthy</c>, <c>unhealthy</c>, <c>starting</c>; null where it has no health check.</summary>
    public string? Health { get; init; }

    /// <summary>The exit code of one that has ended.</summary>
    public int ExitCode { get; init; }

    /// <summary>When it was started last.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>True where Docker is to start it again whenever it ends.</summary>
    public bool IsKeptUp { get; init; }

    /// <summary>How often Docker has restarted it.</summary>
    public int Restarts { get; init; }

    /// <summary>The names of its volumes, and its bind mounts' sources.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>True where one of them is a volume, named or not, and no bind mount.</summary>
    public bool HoldsVolume { get; init; }

    /// <summary>Its addresses in its networks; empty while it does not run.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>True while it runs, however well.</summary>
    public bool IsUp => State is "running" or "restarting" or "paused";

    /// <summary>Its environment variables. May hold secrets: never journaled, never in a message.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
