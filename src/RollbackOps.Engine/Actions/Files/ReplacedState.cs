namespace RollbackOps.Engine.Actions.Files;

/// <summary>The live files by identity.</summary>
/// <param name="Files">SHA-256 of each, in the detail's order; null for none, <c>torn</c> for the beginning of the new content, <c>moved</c> where a link leads elsewhere.</param>
/// <param name="Kept">The folder of the copies of what was there; null while they are not all made.</param>
public sealed record ReplacedState(IReadOnlyList<string?> Files, string? Kept)
{
    /// <summary>The beginning of the new content, and no more.</summary>
    public const string Torn = "torn";

    /// <summary>True from when a reload of them was begun until it is undone.</summary>
    public bool Loaded { get; init; }

    /// <summary>Whether a half-made file lies beside one of them.</summary>
    public bool Begun { get; init; }

    /// <summary>A link that leads elsewhere by now, or a folder.</summary>
    public const string Moved = "moved";
}
