namespace RollbackOps.Engine.Actions.Compose;

/// <summary>The image that a service comes back with, and how it comes to be on the host under a tag of its own.</summary>
public sealed record ImageDetail
{
    /// <summary>The project.</summary>
    public required ProjectRef Project { get; init; }

    /// <summary>The service that owns the image.</summary>
    public required string Service { get; init; }

    /// <summary>The tag of its own that it gets, e.g. <c>rollbackops/shop-backend:0123456789ab</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>How it comes to be.</summary>
    public required ImageMake Make { get; init; }

    /// <summary>Its id where it exists; else null.</summary>
    public string? ImageId { get; init; }

    /// <summary>What is pulled; null where nothing is.</summary>
    public string? Pull { get; init; }

    /// <summary>The gift that names the target's tree; null where nothing is built.</summary>
    public string? Tree { get; init; }

    /// <summary>The Compose files within the tree, and full paths of those that are not in git.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The build's contexts: their names (empty for the main one) and their paths within the tree, or addresses.</summary>
    public IReadOnlyDictionary<string, string> Contexts { get; init; } = new Dictionary<string, string>();

    /// <summary>True where the builder's cache is not used.</summary>
    public bool NoCache { get; init; }

    /// <summary>True where it is built anew, whatever there is.</summary>
    public bool Fresh { get; init; }

    /// <summary>What the ledger will call its source; null where no code goes back.</summary>
    public string? Source { get; init; }
}
