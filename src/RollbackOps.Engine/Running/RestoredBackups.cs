using RollbackOps.Engine.Journals;

namespace RollbackOps.Engine.Running;

/// <summary>Which backups are what users have now: by what each step recorded of its origin, not by what was planned. Pure.</summary>
internal static class RestoredBackups
{
    /// <summary>One for each step in effect that was made from a backup that the plan names.</summary>
    public static IReadOnlyList<RestoredBackup> Of(Plan plan, RunRecord record)
    {
        var backups = new List<RestoredBackup>();
        foreach (var step in plan.Steps)
        {
            if (record.Find(step.Id) is { IsInEffect: true, Ended.Made: { } made } && Find(plan, made.Source) is { } backup)
                backups.Add(new(step.Subject, backup, made.InsteadOf is { } planned ? Find(plan, planned) : null));
        }

        return backups;
    }

    // Kinds of parts write the finding in one of two ways.
    private static string? Find(Plan plan, string source) => plan.Findings
        .Where(finding => finding.Value.Length > 0 && source.EndsWith($":{finding.Value}", StringComparison.Ordinal))
        .Select(finding => finding switch
        {
            { Name: "sha256" } when finding.Subject.StartsWith("backup ", StringComparison.Ordinal) => finding.Subject["backup ".Length..],
            { Name: "backup sha256" } => finding.Source,
            _ => null,
        })
        .FirstOrDefault(path => path is not null);
}
