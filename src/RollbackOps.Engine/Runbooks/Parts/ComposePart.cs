namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>Services of one Compose project.</summary>
/// <param name="Name">Its name: <c>services</c>.</param>
public sealed record ComposePart(string Name) : Part(Name)
{
    /// <inheritdoc/>
    public override string Kind => "compose";

    /// <summary>The Compose files, as written.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The project's name; null for that of the running containers' labels.</summary>
    public string? Project { get; init; }
}
