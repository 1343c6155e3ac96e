using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Tools.Mongo;

/// <summary>How a database is reached, resolved at the moment of use. Holds a password: never journaled, never in a message.</summary>
public sealed class MongoAccess
{
    /// <summary>The container that the tools run in; null for this machine's own tools.</summary>
    public ComposeContainer? Container { get; init; }

    /// <summary>The connection string with its password, and without a database: that would limit mongorestore to it.</summary>
    public required string Uri { get; init; }

    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>The password, to take it out of what the tools say; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>Where the server is, without a secret, for messages.</summary>
    public required string Where { get; init; }
}
