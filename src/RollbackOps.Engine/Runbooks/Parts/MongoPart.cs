namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>A MongoDB database, reached by its connection string or through a Compose service.</summary>
/// <param name="Name">Its name in the runbook.</param>
public sealed record MongoPart(string Name) : DatabasePart(Name)
{
    /// <inheritdoc/>
    public override string Kind => "mongo";

    /// <summary>The connection string, with secret references unresolved; null where it is reached through a service.</summary>
    public string? Url { get; init; }

    /// <summary>The Compose service; null where it is reached by URL.</summary>
    public string? Service { get; init; }

    /// <summary>The database's name, where a service is given; null for the container's <c>MONGO_INITDB_DATABASE</c>.</summary>
    public string? Database { get; init; }

    /// <summary>The user, where a service is given; null for the container's <c>MONGO_INITDB_ROOT_USERNAME</c>.</summary>
    public string? User { get; init; }

    /// <summary>A reference to the password, where a service is given; null for the container's <c>MONGO_INITDB_ROOT_PASSWORD</c>.</summary>
    public string? Password { get; init; }
}
