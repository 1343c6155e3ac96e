namespace RollbackOps.Engine.Actions.Compose;

/// <summary>What the image's own tag names.</summary>
/// <param name="Id">The image's id; null where there is no such tag.</param>
public sealed record ImageState(string? Id)
{
    /// <summary>True where this very run built it.</summary>
    public bool IsOfRun { get; init; }
}
