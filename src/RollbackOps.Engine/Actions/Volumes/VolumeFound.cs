using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Volumes;

namespace RollbackOps.Engine.Actions.Volumes;

/// <summary>The volume, who uses it, and the archive that would come back.</summary>
public sealed record VolumeFound : Found
{
    /// <summary>The volume.</summary>
    public required DockerVolume Volume { get; init; }

    /// <summary>The inode of its content.</summary>
    public required string Content { get; init; }

    /// <summary>The containers that mount it.</summary>
    public required IReadOnlyList<VolumeUser> Users { get; init; }

    /// <summary>The Compose project of the runbook's services; null for none.</summary>
    public string? Project { get; init; }

    /// <summary>The image of the helper containers.</summary>
    public required string Image { get; init; }

    /// <summary>What is free where volumes are, in bytes.</summary>
    public required long Free { get; init; }

    /// <summary>The backup, and why it is this one; null where the volume begins empty.</summary>
    public BackupChoice? Backup { get; init; }

    /// <summary>SHA-256 of the backup, in hex; <see cref="VolumeDetail.Nothing"/> where there is none.</summary>
    public required string Hash { get; init; }
}
