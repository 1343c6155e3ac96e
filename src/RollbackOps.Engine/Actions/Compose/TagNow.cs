namespace RollbackOps.Engine.Actions.Compose;

/// <summary>What a live tag names.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Id">The image's id now; null where the tag does not exist.</param>
/// <param name="Target">The id that it goes to; null where that image was not made.</param>
public sealed record TagNow(string Tag, string? Id, string? Target);
