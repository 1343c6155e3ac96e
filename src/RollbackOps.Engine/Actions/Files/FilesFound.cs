namespace RollbackOps.Engine.Actions.Files;

/// <summary>The live files and the copies that come back.</summary>
public sealed record FilesFound : Found
{
    /// <summary>The files.</summary>
    public required IReadOnlyList<FileTarget> Files { get; init; }
}
