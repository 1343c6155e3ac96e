using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Supabase;

namespace RollbackOps.Engine.Actions.Supabase;

/// <summary>
/// An empty schema that is made before a project is restored: what was made later than the moment is gone once it is restored, and
/// so its absence is the proof.
/// </summary>
/// <param name="projects">Finds the way to projects.</param>
public sealed class SupabaseMark(SupabaseProjects projects)
{
    /// <summary>The project.</summary>
    public SupabaseClient Open(SupabaseTarget target, Work work) => projects.Open(Part(target, work), work.Runbook);

    /// <summary>The part in the journal's runbook.</summary>
    public static SupabasePart Part(SupabaseTarget target, Work work) => work.Runbook.Parts.OfType<SupabasePart>().Single(part => part.Name == target.Part);

    /// <summary>Whether it is there.</summary>
    public async Task<bool> IsThereAsync(SupabaseTarget target, Work work, CancellationToken cancel) =>
        await Open(target, work).FirstAsync($"SELECT count(*)::text AS marks FROM pg_namespace WHERE nspname = {SqlQuote.Literal(Name(work))}", cancel) == "1";

    /// <summary>Makes it.</summary>
    public Task MakeAsync(SupabaseTarget target, Work work, CancellationToken cancel) =>
        Open(target, work).RunAsync($"CREATE SCHEMA IF NOT EXISTS {SqlQuote.Identifier(Name(work))}", cancel);

    /// <summary>Takes it away.</summary>
    public Task RemoveAsync(SupabaseTarget target, Work work, CancellationToken cancel) =>
        Open(target, work).RunAsync($"DROP SCHEMA IF EXISTS {SqlQuote.Identifier(Name(work))}", cancel);

    private static string Name(Work work) => PostgresNames.Beside("rollbackops", $"{work.Plan.System}/{work.Plan.Environment}/{work.Run}");
}
