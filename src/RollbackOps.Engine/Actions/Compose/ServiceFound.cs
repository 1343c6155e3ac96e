using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>A service of the target's files and what is there of it.</summary>
public sealed record ServiceFound
{
    /// <summary>The service as the target describes it.</summary>
    public required ComposeService Service { get; init; }

    /// <summary>Its containers.</summary>
    public required IReadOnlyList<ComposeContainer> Containers { get; init; }

    /// <summary>The tag that its containers are made from.</summary>
    public required string LiveTag { get; init; }

    /// <summary>The id that the tag names now; null where it does not exist.</summary>
    public string? TagId { get; init; }

    /// <summary>The service whose image it runs: its own, or the one that builds the tag that both name.</summary>
    public required string Owner { get; init; }

    /// <summary>The target's image id; null where the image must be made first.</summary>
    public string? TargetId { get; init; }

    /// <summary>What the target's image is pulled by, where it is not the live tag; null otherwise.</summary>
    public string? Pull { get; init; }

    /// <summary>How the target's image comes to be.</summary>
    public ImageMake Make { get; init; }

    /// <summary>True where each container was made with the configuration that the target gives.</summary>
    public bool AsDescribed { get; init; }

    /// <summary>Mounted files and environment files of it that the target changes.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>True where it ends by itself: others wait for its completion.</summary>
    public bool OneShot { get; init; }

    /// <summary>How many containers it keeps: as many as there are, else what the file asks for.</summary>
    public int Scale => Containers.Count > 0 ? Containers.Count : Service.Replicas;

    /// <summary>True where nothing has to be done for it.</summary>
    public bool InPlace =>
        TargetId is { } target
        && TagId == target
        && AsDescribed
        && Changed.Count == 0
        && Containers.Count > 0
        && Containers.All(container => container.ImageId == target && (container.IsUp || (OneShot && container is { State: "exited", ExitCode: 0 })));
}
