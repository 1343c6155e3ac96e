namespace RollbackOps.Engine.Tools.Files;

/// <summary>A file, or a link, as it was before it was replaced.</summary>
public sealed record KeptFile
{
    /// <summary>Its full path.</summary>
    public required string Path { get; init; }

    /// <summary>Its copy, relative to the folder of the copies; null for a link and for what was not there.</summary>
    public string? Copy { get; init; }

    /// <summary>Where a link led; null for what was no link.</summary>
    public string? Link { get; init; }

    /// <summary>Owner and permissions; null where nothing was there.</summary>
    public FileFacts? Facts { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTime Changed { get; init; }

    /// <summary>True where something was there.</summary>
    public bool Existed => Copy is not null || Link is not null;
}
