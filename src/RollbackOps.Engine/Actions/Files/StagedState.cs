namespace RollbackOps.Engine.Actions.Files;

/// <summary>What is staged.</summary>
/// <param name="Folder">The folder, once all files are in it and their test has passed; else null.</param>
/// <param name="Begun">True where the folder is there and that does not hold.</param>
public sealed record StagedState(string? Folder, bool Begun);
