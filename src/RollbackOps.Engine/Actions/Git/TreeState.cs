namespace RollbackOps.Engine.Actions.Git;

/// <summary>What is there of the tree beside.</summary>
/// <param name="Folder">Its folder; null while it is not whole.</param>
/// <param name="Begun">True where half of one is there.</param>
public sealed record TreeState(string? Folder, bool Begun);
