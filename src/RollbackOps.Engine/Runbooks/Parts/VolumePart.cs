namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>A Docker volume whose content comes back from an archive, under the same name.</summary>
/// <param name="Name">Its name in the runbook.</param>
public sealed record VolumePart(string Name) : DatabasePart(Name)
{
    /// <inheritdoc/>
    public override string Kind => "volume";

    /// <summary>The volume: Docker's name for it, or the one in the Compose file.</summary>
    public required string Volume { get; init; }

    /// <summary>How many folders are taken from the beginning of each path in the archive.</summary>
    public int Strip { get; init; }

    /// <summary>The local image of the helper containers; null for that of a container that uses the volume.</summary>
    public string? Image { get; init; }

    /// <summary>Whether it is among volumes, by Docker's name for it or by that which Compose gives to a project's.</summary>
    public bool IsIn(IEnumerable<string> volumes, string project) => volumes.Any(name => name == Volume || name == $"{project}_{Volume}");
}
