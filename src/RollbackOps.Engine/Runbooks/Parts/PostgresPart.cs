namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>A PostgreSQL database, reached by URL, through a Compose service, or in a pod.</summary>
/// <param name="Name">Its name in the runbook.</param>
public sealed record PostgresPart(string Name) : DatabasePart(Name)
{
    /// <inheritdoc/>
    public override string Kind => "postgres";

    /// <summary>The URL, with secret references unresolved; null where it is reached through a service.</summary>
    public string? Url { get; init; }

    /// <summary>The Compose service; null where it is reached by URL.</summary>
    public string? Service { get; init; }

    /// <summary>The pod, reached by kubectl exec; null where it is reached otherwise.</summary>
    public PostgresPod? Pod { get; init; }

    /// <summary>The database's name, where a service or pod is given; null for the container's <c>POSTGRES_DB</c>.</summary>
    public string? Database { get; init; }

    /// <summary>Whether restored rows keep the backup's order, at the price of time.</summary>
    public bool KeepsOrder { get; init; }

    /// <summary>Whether the restored sequences go on where the live ones stood, so that no number is given out twice.</summary>
    public bool KeepsSequencesAhead { get; init; }

    /// <summary>Whether it comes back in its own place, dropped first: where there is no room for two.</summary>
    public bool InPlace { get; init; }

    /// <summary>Whether it comes back on a fresh server on a fresh volume: where its server is down, corrupt or of the wrong version.</summary>
    public bool Fresh { get; init; }

    /// <summary>The folder that its safety dump is written to before it is dropped; null where none is given.</summary>
    public string? SafetyDump { get; init; }

    /// <summary>Whether its users may be kept out while a rollback point is made of it by TEMPLATE.</summary>
    public bool TemplatePoints { get; init; }

    /// <summary>The user, where a service or pod is given; null for the container's <c>POSTGRES_USER</c>.</summary>
    public string? User { get; init; }
}
