using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Tools.Supabase;

/// <summary>Asks the databases of Supabase projects.</summary>
/// <param name="projects">Finds the way to them.</param>
public sealed class SupabaseQueries(SupabaseProjects projects) : IDatabaseQueries
{
    /// <inheritdoc/>
    public string Kind => "supabase";

    /// <inheritdoc/>
    public Task<string?> FirstValueAsync(DatabasePart part, Runbook runbook, string sql, CancellationToken cancel) =>
        projects.Open((SupabasePart)part, runbook).FirstAsync(sql, cancel);
}
