using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>A step's parts in the journal's runbook.</summary>
public static class SchemaParts
{
    /// <summary>The database.</summary>
    public static PostgresPart Database(SchemaTarget target, Work work) => work.Runbook.Parts.OfType<PostgresPart>().Single(part => part.Name == target.Database);

    /// <summary>Its schema, with the table as it was found.</summary>
    public static MigrationsPart Schema(SchemaTarget target, Work work) =>
        work.Runbook.Parts.OfType<MigrationsPart>().Single(part => part.Name == target.Part) with { Table = target.Table };
}
