using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>Migrations in the tree of which the runbook says nothing: then nothing looks whether the old code runs with the database.</summary>
public static class UnsaidMigrations
{
    private static readonly (string Place, string Tool)[] Known =
    [
        ("prisma/migrations", "prisma"), ("supabase/migrations", "supabase"), ("db/migrate", "rails"), ("db/migrations", "dbmate"),
        ("knexfile.js", "knex"), ("knexfile.ts", "knex"), ("knexfile.mjs", "knex"), ("knexfile.cjs", "knex"),
    ];

    /// <summary>What the operator should know; nothing where code does not go back alone, or the runbook says something.</summary>
    /// <param name="top">The tree's top folder.</param>
    /// <param name="ask">What was asked.</param>
    public static IEnumerable<string> Notes(string top, Ask ask)
    {
        var parts = ask.Runbook.Parts;
        if (ask.Moved.Count > 0 || parts.OfType<MigrationsPart>().Any() || parts.OfType<DatabasePart>().FirstOrDefault() is not { } database)
            yield break;
        foreach (var (place, tool) in Known.Where(known => Path.Exists(Path.Combine(top, known.Place))).DistinctBy(known => known.Tool))
            yield return $"{place} holds migrations, and the runbook says nothing of them, so nothing looks whether the old code runs with the database as it is. Say it: databases: {{ {database.Name}: {{ migrations: {{ tool: {tool} }} }} }}.";
    }
}
