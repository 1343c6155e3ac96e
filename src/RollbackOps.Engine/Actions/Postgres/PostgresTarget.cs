namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>The live database as planning found it.</summary>
/// <param name="Part">The part's name in the runbook.</param>
/// <param name="SystemId">The cluster's identity.</param>
/// <param name="Maintenance">The database of the same server that changes are made from.</param>
/// <param name="Live">The live database's name.</param>
/// <param name="Oid">The live database's identity.</param>
public sealed record PostgresTarget(string Part, string SystemId, string Maintenance, string Live, long Oid)
{
    /// <summary>The gift that holds the new database's oid.</summary>
    public static string OidGift(string part) => $"{part}/oid";

    /// <summary>The gift that names the backup that the new database was made from.</summary>
    public static string SourceGift(string part) => $"{part}/source";

    /// <summary>The gift that says that the backup was read to its end.</summary>
    public static string ReadGift(string part) => $"{part}/read";

    /// <summary>The gift that says that nobody is in the live database.</summary>
    public static string FencedGift(string part) => $"{part}/fenced";
}
