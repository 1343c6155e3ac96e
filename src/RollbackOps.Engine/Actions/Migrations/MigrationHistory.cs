using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>The queries that read what a database has noted of its migrations. Pure.</summary>
public static class MigrationHistory
{
    /// <summary>Whether the table is there: 1, else 0.</summary>
    public static string Exists(MigrationsPart part, string kind) => kind == "sqlite"
        ? $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = {SqlQuote.Literal(part.Table)}"
        : $"SELECT (to_regclass({SqlQuote.Literal(Table(part))}) IS NOT NULL)::int";

    /// <summary>The applied migrations as one JSON array of <see cref="AppliedMigration"/>, in the order in which they were applied.</summary>
    public static string Applied(MigrationsPart part, string kind)
    {
        var (name, whole, where, order) = part.Tool switch
        {
            MigrationTool.Prisma => (Column(part), "finished_at IS NOT NULL", " WHERE rolled_back_at IS NULL", "started_at"),
            MigrationTool.Knex => (Column(part), "1 = 1", "", "id"),
            MigrationTool.GolangMigrate => (Column(part), "NOT dirty", "", Column(part)),
            _ => (Column(part), "1 = 1", "", Column(part)),
        };
        return kind == "sqlite"
            ? $"SELECT json_group_array(json(x)) FROM (SELECT json_object('name', CAST({name} AS TEXT), 'whole', json(CASE WHEN {whole} THEN 'true' ELSE 'false' END)) AS x FROM {Table(part)}{where} ORDER BY {order})"
            : $"SELECT coalesce(json_agg(json_build_object('name', {name}::text, 'whole', {whole}) ORDER BY {order}), '[]') FROM {Table(part)}{where}";
    }

    /// <summary>The table as it stands in SQL.</summary>
    public static string Table(MigrationsPart part) => string.Join('.', part.Table.Split('.').Select(SqlQuote.Identifier));

    /// <summary>The column as it stands in SQL.</summary>
    public static string Column(MigrationsPart part) => SqlQuote.Identifier(part.Column);
}
