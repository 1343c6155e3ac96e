namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>The nginx that users come through: which upstream they are sent to, and whether they are shielded.</summary>
/// <param name="Name">Its name: <c>traffic</c>.</param>
public sealed record TrafficPart(string Name) : Part(Name)
{
    /// <summary>What <c>shut</c> of a strategy names.</summary>
    public const string SafeModeName = "safe-mode";

    /// <inheritdoc/>
    public override string Kind => "traffic";

    /// <summary>The address that users have; may hold references.</summary>
    public required string Url { get; init; }

    /// <summary>The Compose service that nginx runs in; null where it runs on this host.</summary>
    public string? Service { get; init; }

    /// <summary>How nginx is called, in the service or on this host; <c>-T</c>, <c>-t -c …</c> and <c>-s reload</c> are appended.</summary>
    public IReadOnlyList<string> Program { get; init; } = ["nginx"];

    /// <summary>What makes nginx load its configuration, on this host; empty for its own signal.</summary>
    public IReadOnlyList<string> Reload { get; init; } = [];

    /// <summary>The file with the upstream block, as written; null where traffic is never switched.</summary>
    public string? File { get; init; }

    /// <summary>The upstream block's name; null where the file has one.</summary>
    public string? Block { get; init; }

    /// <summary>True where the files keep their inodes; a file that a container mounts alone does so in any case.</summary>
    public bool InPlace { get; init; }

    /// <summary>The upstreams that traffic may be sent to.</summary>
    public IReadOnlyList<Upstream> Upstreams { get; init; } = [];

    /// <summary>How users are shielded; null where they can't be.</summary>
    public SafeMode? SafeMode { get; init; }

    /// <summary>The upstream of a name; null where there is none.</summary>
    public Upstream? Find(string? name) => Upstreams.FirstOrDefault(upstream => upstream.Name == name);
}
