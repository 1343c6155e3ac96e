namespace RollbackOps.Engine.Actions.Volumes;

/// <summary>Which archive comes back to which volume.</summary>
public sealed record VolumeDetail
{
    /// <summary>The part's name in the runbook.</summary>
    public required string Part { get; init; }

    /// <summary>Docker's name for the volume.</summary>
    public required string Volume { get; init; }

    /// <summary>The folder on the Docker host that holds all volumes.</summary>
    public required string Root { get; init; }

    /// <summary>The inode of the content at planning.</summary>
    public required string Live { get; init; }

    /// <summary>The image of the helper containers.</summary>
    public required string Image { get; init; }

    /// <summary>Stands for the hash where nothing is unpacked.</summary>
    public const string Nothing = "emptied-volume";

    /// <summary>The archive's full path; null where the volume begins empty.</summary>
    public required string? Backup { get; init; }

    /// <summary>SHA-256 of the archive, in hex; <see cref="Nothing"/> where there is none.</summary>
    public required string Hash { get; init; }

    /// <summary>How many folders are taken from the beginning of each path in it.</summary>
    public required int Strip { get; init; }

    /// <summary>The volume that a run restores into.</summary>
    public string Beside(string run) => $"{Volume}-back-{Hash[..8]}-{run}";

    /// <summary>The volume that a run keeps the content of before in.</summary>
    public string Kept(string run) => $"{Volume}-kept-{Live}-{run}";
}
