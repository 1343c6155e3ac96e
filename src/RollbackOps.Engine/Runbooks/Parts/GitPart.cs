namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>Code in a git repository.</summary>
/// <param name="Name">Its name: <c>code</c>.</param>
public sealed record GitPart(string Name) : Part(Name)
{
    /// <inheritdoc/>
    public override string Kind => "git";

    /// <summary>The live tree's folder, as written.</summary>
    public required string Folder { get; init; }

    /// <summary>The tags that are releases, as a glob; null for semantic versions.</summary>
    public string? Releases { get; init; }

    /// <summary>Untracked files that a build needs, relative to the tree.</summary>
    public IReadOnlyList<string> BuildNeeds { get; init; } = [];
}
