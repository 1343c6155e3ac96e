using System.Globalization;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Supabase;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>Finds what takes a schema down to a release: the scripts in the tree that has them, and what they take. Reads only.</summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="projects">Finds the way to Supabase projects.</param>
public sealed class SchemaLook(PostgresServers servers, SupabaseProjects projects)
{
    private const long RehearsedWithData = 256 * 1024 * 1024;

    /// <summary>Looks.</summary>
    /// <exception cref="RollbackException">A script is missing or can't be run, or the database is none of PostgreSQL.</exception>
    public async Task<SchemaGoal> LookAsync(MigrationsPart part, Runbook runbook, MigrationsFound found, CancellationToken cancel)
    {
        var named = runbook.Parts.First(candidate => candidate.Name == part.Database);
        if (named is SupabasePart project)
            return await new SupabaseSchemaLook(projects.Open(project, runbook)).LookAsync(part, found, Scripts(part, runbook, found), cancel);
        if (named is not PostgresPart database)
            throw new RollbackException(RollbackErrorId.NotSupported, $"'{part.Name}' can't go back: this version takes migrations down in PostgreSQL alone.", $"Bring the database back instead: back: [code, {part.Database}].");
        if (part.Unrehearsed)
            throw new RollbackException(RollbackErrorId.RunbookInvalid, $"The runbook says rehearse: none for {part.Database}, and no migration is taken down in PostgreSQL that was not tried on a copy.", "Say rehearse: schema, or nothing.");
        var scripts = Scripts(part, runbook, found);
        var client = await servers.OpenAsync(database, runbook, "plan", cancel);
        var live = client.Access.Database;
        var maintenance = await MaintenanceDatabase.FindAsync(client, cancel);
        var facts = await client.AskAsync<ServerFacts>(maintenance, PostgresQueries.Facts(live), cancel);
        var table = await client.AskAsync<string>(live, $"SELECT to_json(n.nspname || '.' || c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass({SqlQuote.Literal(MigrationHistory.Table(part))});", cancel);
        var catalog = await SchemaCatalog.ReadAsync(client, live, cancel);
        return new()
        {
            Target = new(part.Name, part.Database, facts.SystemId, maintenance, live, facts.Oid!.Value, table),
            Facts = facts,
            Where = client.Access.Where,
            Scripts = scripts,
            Noted = found.Noted,
            Tables = Tables(scripts, catalog),
            Rows = await RowsAsync(client, live, facts, scripts, catalog, cancel),
            WithData = part.RehearseData ?? facts.Size <= RehearsedWithData,
            Free = facts.Folder is { } folder ? await client.FreeAsync(folder, cancel) ?? LocalServer.Free(folder, facts.Started) : null,
        };
    }

    private static List<DownScript> Scripts(MigrationsPart part, Runbook runbook, MigrationsFound found)
    {
        if (found.Applied.FirstOrDefault(migration => !migration.Whole) is { } half)
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The migration {half.Name} of {part.Database} was begun and did not end, says {part.Table}: nobody knows what of it there is to take down.",
                $"Bring the database back from before it (back: [code, {part.Database}]), or mend it by hand and note it as applied or rolled back.");
        }

        var files = new DownFiles(part, MigrationsLook.Tree(runbook));
        var scripts = found.Ahead.Reverse().Select(files.Find).ToList();
        if (part.Tool != MigrationTool.GolangMigrate)
            return scripts;
        var versions = found.Applied.Select(migration => migration.Noted).ToList();
        return [.. scripts.Select(script => script with { Before = versions.IndexOf(script.Noted) is > 0 and var at ? versions[at - 1] : null })];
    }

    /// <summary>The live tables from which the scripts say that they take something.</summary>
    public static IReadOnlyList<string> Tables(IReadOnlyList<DownScript> scripts, SchemaCatalog catalog) =>
    [
        .. catalog.Tables.Where(table => scripts.SelectMany(script => script.Losses)
            .Any(loss => loss.Kind != SchemaLossKind.Renames && loss.Means(table))).Order(StringComparer.Ordinal),
    ];

    // Exact where that is quick, else the server's estimates; of a column in a large database nothing.
    private static async Task<IReadOnlyDictionary<string, long>> RowsAsync(PostgresClient client, string live, ServerFacts facts, IReadOnlyList<DownScript> scripts, SchemaCatalog catalog, CancellationToken cancel)
    {
        var small = facts.Size <= RehearsedWithData;
        var estimates = small ? [] : await client.AskAsync<Dictionary<string, long>>(live, PostgresQueries.Estimates, cancel);
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var loss in scripts.SelectMany(script => script.Losses))
        {
            foreach (var table in catalog.Tables.Where(loss.Means))
            {
                if (loss is { Kind: SchemaLossKind.DropsColumn, Column: { } column } && small && catalog.Has(table, column))
                    rows[$"{table}.{column}"] = await CountAsync(client, live, table, SqlQuote.Identifier(column), cancel);
                else if (loss.Kind is SchemaLossKind.DropsTable or SchemaLossKind.DropsSchema)
                    rows[table] = small ? await CountAsync(client, live, table, "*", cancel) : estimates.GetValueOrDefault(table);
            }
        }

        return rows.Where(pair => pair.Value > 0).ToDictionary();
    }

    private static async Task<long> CountAsync(PostgresClient client, string live, string table, string what, CancellationToken cancel)
    {
        var parts = table.Split('.', 2);
        var rows = await client.RowsAsync(live, $"SELECT count({what}) FROM {SqlQuote.Identifier(parts[0])}.{SqlQuote.Identifier(parts[1])};", TimeSpan.FromMinutes(5), cancel);
        return long.Parse(rows[0][0]!, CultureInfo.InvariantCulture);
    }
}
