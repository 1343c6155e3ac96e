namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>A file of nginx's by identity, and how far the run came in loading it.</summary>
/// <param name="File">SHA-256 of its text; null for none, <c>torn</c> for the beginning of one of the two, <c>moved</c> where a link leads elsewhere.</param>
/// <param name="From">SHA-256 of its text before.</param>
/// <param name="To">SHA-256 of its text afterwards; null where that is not staged yet.</param>
/// <param name="Kept">The folder with the copy of what was there; null while it is not made.</param>
public sealed record LoadState(string? File, string? From, string? To, string? Kept)
{
    /// <summary>The beginning of one of the two texts, and no more.</summary>
    public const string Torn = "torn";

    /// <summary>A link that leads elsewhere by now.</summary>
    public const string Moved = "moved";

    /// <summary>True from when the run began to change it until that is undone.</summary>
    public bool Begun { get; init; }

    /// <summary>True once the public address has shown it.</summary>
    public bool Proven { get; init; }
}
