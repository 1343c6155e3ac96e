using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Nodes that were checked to what a runbook says of a database's migrations.</summary>
/// <param name="problems">Hears what is wrong.</param>
internal sealed class MigrationReader(Problems problems)
{
    private static readonly Dictionary<MigrationTool, (string Folder, string Table, string Column)> Usual = new()
    {
        [MigrationTool.Sql] = ("migrations", "schema_migrations", "version"),
        [MigrationTool.Prisma] = ("prisma/migrations", "_prisma_migrations", "migration_name"),
        [MigrationTool.Knex] = ("migrations", "knex_migrations", "name"),
        [MigrationTool.GolangMigrate] = ("migrations", "schema_migrations", "version"),
        [MigrationTool.Dbmate] = ("db/migrations", "schema_migrations", "version"),
        [MigrationTool.Rails] = ("db/migrate", "schema_migrations", "version"),
        [MigrationTool.Supabase] = ("supabase/migrations", "supabase_migrations.schema_migrations", "version"),
    };

    private readonly RunReader _runs = new(problems);

    /// <summary>The tools by the words that a runbook has for them.</summary>
    public static IReadOnlyDictionary<string, MigrationTool> Tools { get; } = new Dictionary<string, MigrationTool>
    {
        ["prisma"] = MigrationTool.Prisma,
        ["knex"] = MigrationTool.Knex,
        ["sql"] = MigrationTool.Sql,
        ["golang-migrate"] = MigrationTool.GolangMigrate,
        ["dbmate"] = MigrationTool.Dbmate,
        ["rails"] = MigrationTool.Rails,
        ["supabase"] = MigrationTool.Supabase,
    };

    /// <summary>The schema of a database as a part of its own.</summary>
    public MigrationsPart Read(string database, MapNode map)
    {
        var tool = Tools[map.Text("tool")!];
        var usual = Usual[tool];
        return new(MigrationsPart.NameOf(database))
        {
            Database = database,
            Tool = tool,
            Folder = Within(map, "folder") ?? usual.Folder,
            Table = map.Text("table") ?? usual.Table,
            Column = map.Text("column") ?? usual.Column,
            Compatible = Names(map, "compatible"),
            Downs = Within(map, "downs"),
            Down = _runs.Find(map, "down"),
            NothingLost = Names(map, "nothing-lost"),
            RehearseData = map.Text("rehearse") is "data" or "schema" ? map.Text("rehearse") == "data" : null,
            Unrehearsed = map.Text("rehearse") == "none",
        };
    }

    private static IReadOnlyList<string> Names(MapNode map, string key) => map.Find(key) switch
    {
        TextNode flag => flag.Value == "true" ? ["*"] : [],
        _ => map.Texts(key),
    };

    private string? Within(MapNode map, string key)
    {
        if (map.Text(key) is { } folder && (!RelativePath.StaysWithin(folder) || folder.Trim('/', '.').Length == 0))
            problems.Add(map.Find(key)!.Place, $"'{folder}' is no folder within the code; expected one such as prisma/migrations");
        return map.Text(key)?.TrimEnd('/');
    }
}
