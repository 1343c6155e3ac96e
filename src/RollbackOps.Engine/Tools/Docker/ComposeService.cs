namespace RollbackOps.Engine.Tools.Docker;

/// <summary>A service as a Compose file describes it; environment values are never read.</summary>
public sealed record ComposeService
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The image; null where it follows from the project and the service.</summary>
    public string? Image { get; init; }

    /// <summary>The build's context, a full path or an address; null where nothing is built.</summary>
    public string? Context { get; init; }

    /// <summary>The Dockerfile as Compose gives it; null for the default.</summary>
    public string? Dockerfile { get; init; }

    /// <summary>Further contexts by name.</summary>
    public IReadOnlyDictionary<string, string> MoreContexts { get; init; } = new Dictionary<string, string>();

    /// <summary>True where one of its mounts is a named volume or an anonymous one.</summary>
    public bool HoldsVolume { get; init; }

    /// <summary>True where one of its volumes has no name, and is lost with its container.</summary>
    public bool HoldsAnonymousVolume { get; init; }

    /// <summary>The sources of its bind mounts, configs and secrets, full paths.</summary>
    public IReadOnlyList<string> Binds { get; init; } = [];

    /// <summary>The environment files that it reads, full paths; only where the model was read before variables were put in.</summary>
    public IReadOnlyList<string> EnvFiles { get; init; } = [];

    /// <summary>The ports published on the host.</summary>
    public IReadOnlyList<int> Published { get; init; } = [];

    /// <summary>The services that it starts after, and the condition that it waits for.</summary>
    public IReadOnlyDictionary<string, string> DependsOn { get; init; } = new Dictionary<string, string>();

    /// <summary>Its profiles.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>How many containers the file asks for.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>The tag that its containers are made with.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="program">Compose, whose first version joins with <c>_</c>.</param>
    public string LiveTag(string project, ComposeProgram program) => Image ?? project + (program.IsFirst ? '_' : '-') + Name;
}
