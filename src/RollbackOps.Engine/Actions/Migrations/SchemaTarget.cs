namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>The live database as planning found it.</summary>
/// <param name="Part">The schema's name in the runbook.</param>
/// <param name="Database">The database's name in the runbook.</param>
/// <param name="SystemId">The cluster's identity.</param>
/// <param name="Maintenance">Another database of the same server.</param>
/// <param name="Live">The live database's name.</param>
/// <param name="Oid">Its identity.</param>
/// <param name="Table">The table that notes migrations, with its schema.</param>
public sealed record SchemaTarget(string Part, string Database, string SystemId, string Maintenance, string Live, long Oid, string Table)
{
    /// <summary>Whether it is reached through Supabase's Management API, which reaches no copy.</summary>
    public bool ByApi { get; init; }

    /// <summary>The gift that says that the way down was tried on a copy.</summary>
    public string RehearsedGift => $"{Part}/rehearsed";

    /// <summary>The gift that says that what is lost was saved.</summary>
    public string SavedGift => $"{Part}/saved";

    /// <summary>The gift that says that a migration is taken down.</summary>
    public string DownGift(string migration) => $"{Part}/down:{migration}";
}
