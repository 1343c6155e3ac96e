namespace RollbackOps.Engine.Actions.Compose;

/// <summary>A live tag that goes back to another image.</summary>
/// <param name="Service">The service that owns it.</param>
/// <param name="Tag">The tag, e.g. <c>shop-backend</c>.</param>
/// <param name="Expected">The image's id when the plan was made; null where the tag did not exist.</param>
/// <param name="Gift">The gift that holds the target image's id.</param>
public sealed record TagMove(string Service, string Tag, string? Expected, string Gift);
