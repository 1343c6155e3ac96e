using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Planning;

/// <summary>What to say where a database is asked back, and the runbook doesn't tell from what. Pure.</summary>
internal static class NothingToRestore
{
    /// <summary>Refuses a database that has neither backups nor a point that was named.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="implied">The strategy that follows from its databases; null for none.</param>
    /// <param name="request">What was asked for.</param>
    /// <exception cref="RollbackException">There is one.</exception>
    public static void Refuse(Runbook runbook, Strategy? implied, PlanRequest request)
    {
        var databases = runbook.Parts.OfType<DatabasePart>().ToList();
        var asked = databases.Find(part => request.Only.Contains(part.Name)) ?? (implied is null && request.Only.Count == 0 ? databases.FirstOrDefault() : null);
        if (asked is not null && implied?.Back.Any(item => item.Part == asked.Name) != true && !IsNamedPoint(asked, request))
            throw new RollbackException(RollbackErrorId.TargetMissing, $"There is no backup of database '{asked.Name}': {runbook.File} does not say where they are.", HowToMake(asked));
        if (asked is null && implied is null)
        {
            throw new RollbackException(
                RollbackErrorId.Usage,
                $"{runbook.File} has no database{(request.Only is [var name, ..] ? $" '{name}'" : "")}.",
                databases.Count == 0 ? "Add it to 'databases' in the runbook." : $"Name one of: {string.Join(", ", databases.Select(part => part.Name))}.");
        }
    }

    /// <summary>Whether a person names a point of a database that has no backups.</summary>
    public static bool IsNamedPoint(DatabasePart part, PlanRequest request) =>
        part is PostgresPart { Backups: null, TemplatePoints: true } && request.Backups.ContainsKey(part.Name);

    private static string HowToMake(DatabasePart part) => part switch
    {
        PostgresPart { TemplatePoints: true } => $"Name one of its points: rollbackops restore {part.Name} --from POINT; rollbackops backups {part.Name} shows those that there are, and rollbackops backup {part.Name} --format template makes one.",
        PostgresPart or SqlitePart => $"Add backups: \"backups/{part.Name}-*.{(part is SqlitePart ? "db" : "sql.gz")}\" to the database; rollbackops backup {part.Name} then makes one.",
        RedisPart { Flushes: true } => $"Its keys are flushed by a strategy that names it: strategies: {{ flush: {{ back: [{part.Name}] }} }}.",
        SupabasePart => $"It goes back to a moment, by a strategy that names it: strategies: {{ moment: {{ back: [{part.Name}] }} }}; rollbackops plan --strategy moment then tells which moments there are.",
        _ => "Back it up with its own tool, and say where: add backups: to the database.",
    };
}
