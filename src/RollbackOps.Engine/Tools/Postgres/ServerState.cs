namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>A server's databases as they are now.</summary>
/// <param name="SystemId">The cluster's identity, from initdb.</param>
/// <param name="Databases">Its databases.</param>
public sealed record ServerState(string SystemId, IReadOnlyList<DatabaseState> Databases)
{
    /// <summary>The database with an oid; null for none.</summary>
    public DatabaseState? ByOid(long oid) => Databases.FirstOrDefault(database => database.Oid == oid);

    /// <summary>The database with a name; null for none.</summary>
    public DatabaseState? ByName(string name) => Databases.FirstOrDefault(database => database.Name == name);
}
