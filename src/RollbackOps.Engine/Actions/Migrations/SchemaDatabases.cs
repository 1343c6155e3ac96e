using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Supabase;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>Opens a step's database by its name in the journal's runbook.</summary>
/// <param name="servers">Finds the way to PostgreSQL.</param>
/// <param name="projects">Finds the way to Supabase projects.</param>
/// <param name="dumps">Writes tables.</param>
/// <param name="sessions">Ends sessions.</param>
/// <param name="commands">Runs the user's commands.</param>
public sealed class SchemaDatabases(PostgresServers servers, SupabaseProjects projects, PostgresDumps dumps, SessionEnder sessions, MigrationCommand commands)
{
    /// <summary>Opens it; its sessions carry the run.</summary>
    public async Task<ISchemaDatabase> OpenAsync(SchemaTarget target, Work work, CancellationToken cancel) =>
        work.Runbook.Parts.OfType<SupabasePart>().FirstOrDefault(part => part.Name == target.Database) is { } project
            ? new SupabaseSchema(projects.Open(project, work.Runbook))
            : new PostgresSchema(await servers.OpenAsync(SchemaParts.Database(target, work), work.Runbook, work.Run, cancel), target, dumps, sessions, commands, work.Step.Limit);
}
