namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>What is staged.</summary>
/// <param name="Hash">SHA-256 of the staged text, once nginx has accepted it; else null.</param>
/// <param name="Begun">True where something is there and that does not hold.</param>
public sealed record StageState(string? Hash, bool Begun);
