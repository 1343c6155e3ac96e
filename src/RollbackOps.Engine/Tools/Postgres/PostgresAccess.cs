using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>How a server is reached, resolved at the moment of use. Holds a password: never journaled, never in a message.</summary>
public sealed class PostgresAccess
{
    /// <summary>The container that psql runs in; null for this machine's own psql.</summary>
    public string? Container { get; init; }

    /// <summary>The pod's container that psql runs in; null for elsewhere.</summary>
    public PodPlace? Pod { get; init; }

    /// <summary>Whether psql runs beside the server, and files come by its standard input.</summary>
    public bool IsInside => Container is not null || Pod is not null;

    /// <summary>The container's addresses, which lead to the server where its network can be reached from here.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The live database.</summary>
    public required string Database { get; init; }

    /// <summary>libpq's environment variables, the password among them.</summary>
    public required IReadOnlyDictionary<string, string?> Variables { get; init; }

    /// <summary>Where the server is, without a secret, for messages.</summary>
    public required string Where { get; init; }
}
