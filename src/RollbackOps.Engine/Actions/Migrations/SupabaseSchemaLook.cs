using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Supabase;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>The same look through Supabase's Management API. Reads only.</summary>
/// <param name="client">The project.</param>
public sealed class SupabaseSchemaLook(SupabaseClient client)
{
    private const long Most = 100_000;

    /// <summary>Looks.</summary>
    /// <exception cref="RollbackException">Nobody said that it may go untried, or what is lost is too much to be saved through the API.</exception>
    public async Task<SchemaGoal> LookAsync(MigrationsPart part, MigrationsFound found, IReadOnlyList<DownScript> scripts, CancellationToken cancel)
    {
        if (!part.Unrehearsed)
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The way down of {part.Database} can't be tried on a copy: Supabase's API reaches the project's own database alone.",
                $"Give the database's URL instead (postgres: \"${{env:DATABASE_URL}}\", migrations: {{ tool: supabase }}), or say rehearse: none in the runbook where you have tried it elsewhere.");
        }

        if (part.Down is not null)
            throw SupabaseSchema.NoCommand(client.Project);
        var database = new SupabaseSchema(client);
        var (server, live) = await database.WhoAsync(cancel);
        var catalog = await SchemaCatalog.ReadAsync(database, cancel);
        var tables = SchemaLook.Tables(scripts, catalog);
        var rows = new Dictionary<string, long>();
        foreach (var table in tables)
            rows[table] = await CountAsync(database, table, cancel);
        if (rows.Values.Sum() > Most)
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The tables from which something is taken ({SchemaGate.Names(tables)}) have {rows.Values.Sum()} rows, too many to be saved through Supabase's API.",
                "Give the database's URL instead (postgres: \"${env:DATABASE_URL}\"): then they are saved by pg_dump.");
        }

        return new()
        {
            Target = new(part.Name, part.Database, server, "", live!, 0, part.Table) { ByApi = true },
            Where = $"Supabase project {client.Project}",
            Scripts = scripts,
            Noted = found.Noted,
            Tables = tables,
            Rows = rows.Where(pair => pair.Value > 0 && scripts.SelectMany(script => script.Losses).Any(loss => loss.Column is null && loss.Explains(pair.Key))).ToDictionary(),
        };
    }

    private static async Task<long> CountAsync(SupabaseSchema database, string table, CancellationToken cancel)
    {
        var answer = await database.FindAsync($"SELECT count(*)::text AS rows FROM {SchemaCatalog.Quoted(table)}", cancel);
        return ToolAnswer.Of("Supabase", () => long.Parse(answer!, System.Globalization.CultureInfo.InvariantCulture));
    }
}
