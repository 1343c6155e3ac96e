namespace RollbackOps.Engine.Runbooks;

/// <summary>One thing that goes back.</summary>
/// <param name="Part">The part's name.</param>
/// <param name="Path">The path within it that goes back alone (<c>code/backend</c>); null for the whole.</param>
public sealed record BackItem(string Part, string? Path = null);
