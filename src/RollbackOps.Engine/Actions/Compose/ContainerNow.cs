using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>A container's identity and state, without its environment.</summary>
public sealed record ContainerNow
{
    /// <summary>The full id.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The image's id.</summary>
    public required string ImageId { get; init; }

    /// <summary>Compose's hash of the configuration it was made with.</summary>
    public required string ConfigHash { get; init; }

    /// <summary>Docker's word for its state.</summary>
    public required string State { get; init; }

    /// <summary>Its health; null where it has no health check.</summary>
    public string? Health { get; init; }

    /// <summary>The exit code of one that has ended.</summary>
    public int ExitCode { get; init; }

    /// <summary>When it was started last.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How often Docker has restarted it.</summary>
    public int Restarts { get; init; }

    /// <summary>Its addresses; empty while it does not run.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>True where it was made with the configuration that the live files give; null where that was not asked.</summary>
    public bool? AsDescribed { get; init; }

    /// <summary>True while it runs, however well.</summary>
    public bool IsUp => State is "running" or "restarting" or "paused";

    /// <summary>True where it runs, and is healthy if it says so.</summary>
    public bool IsReady => State == "running" && Health is (null or "healthy");

    /// <summary>True where it has ended well.</summary>
    public bool IsComplete => State == "exited" && ExitCode == 0;

    /// <summary>What was read of it.</summary>
    public static ContainerNow Of(ComposeContainer container, bool? asDescribed = null) => new()
    {
        Id = container.Id,
        Name = container.Name,
        Service = container.Service,
        ImageId = container.ImageId,
        ConfigHash = container.ConfigHash,
        State = container.State,
        Health = container.Health,
        ExitCode = container.ExitCode,
        StartedAt = container.StartedAt,
        Restarts = container.Restarts,
        Addresses = container.Addresses,
        AsDescribed = asDescribed,
    };
}
