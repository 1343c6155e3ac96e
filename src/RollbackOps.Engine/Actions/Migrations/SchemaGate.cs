using System.IO.Enumeration;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>Whether code may go back alone: only where it knows all migrations that its database has, or runs with them. Pure.</summary>
public static class SchemaGate
{
    private const int Named = 10;

    /// <summary>What the plan says of the schema that stays.</summary>
    /// <exception cref="RollbackException">The database is ahead of the release.</exception>
    public static PartPlan Plan(MigrationsPart part, MigrationsFound found)
    {
        var unknown = found.Ahead.Where(migration => !IsCompatible(part, migration)).ToList();
        return unknown.Count > 0 ? throw Refusal(part, found, unknown) : new() { Findings = Findings(part, found), Notes = [.. Notes(part, found)] };
    }

    /// <summary>What the plan rests on: another migration since makes it stale.</summary>
    public static Finding[] Findings(MigrationsPart part, MigrationsFound found) =>
    [
        new($"schema of {part.Database}", "applied migrations", found.Applied is [.., var last] ? $"{found.Applied.Count}, the last {last.Name}" : "none", part.Table),
        new($"schema of {part.Database}", $"ahead of {found.Release!.Name}", Names(found.Ahead), found.Source),
    ];

    /// <summary>What is not as a release expects it, and stays so.</summary>
    public static IEnumerable<string> Notes(MigrationsPart part, MigrationsFound found)
    {
        if (found.Ahead.Count > 0)
            yield return $"The schema of {part.Database} stays ahead of {found.Release!.Name}: {Names(found.Ahead)} (the runbook says that the old code runs with it).";
        if (found.Behind.Count > 0)
            yield return $"The schema of {part.Database} is behind {found.Release!.Name}: {Names(found.Behind)} of its migrations are not applied, and nothing in this plan applies them.";
        foreach (var half in found.Applied.Where(migration => !migration.Whole))
            yield return $"The migration {half.Name} of {part.Database} was begun and did not end, says {part.Table}.";
    }

    /// <summary>Names for people: all of a few, the last of many.</summary>
    public static string Names(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "none",
        <= Named => string.Join(", ", names),
        _ => $"{names.Count} migrations, among them {string.Join(", ", names.TakeLast(Named))}",
    };

    private static string Names(IReadOnlyList<AppliedMigration> migrations) =>
        Names([.. migrations.Select(migration => migration.Whole ? migration.Name : $"{migration.Name} (half done)")]);

    private static bool IsCompatible(MigrationsPart part, AppliedMigration migration) =>
        migration.Whole && part.Compatible.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, migration.Name, ignoreCase: false));

    private static RollbackException Refusal(MigrationsPart part, MigrationsFound found, List<AppliedMigration> unknown)
    {
        var (database, release) = (part.Database, found.Release!.Name);
        var foreign = found.Applied.Count > 0 && found.Ahead.Count == found.Applied.Count
            ? $" None of the {found.Applied.Count} that are applied is there: see whether 'folder' and 'tool' are right for {release}, too."
            : "";
        return new(
            RollbackErrorId.PlanImpossible,
            $"The database {database} is ahead of {release}: {Names(unknown)} {(unknown.Count == 1 ? "is" : "are")} applied ({part.Table}), and {release} does not have {(unknown.Count == 1 ? "it" : "them")} in {part.Folder}. Its code alone can't go back.",
            $"Take {(unknown.Count == 1 ? "it" : "them")} down too (back: [code, {part.Name}]), bring the database back (back: [code, {database}]), or, where the old code runs with it, say so in the runbook: migrations: {{ compatible: [{string.Join(", ", unknown.Take(3).Select(migration => $"\"{migration.Name}\""))}] }}.{foreign}");
    }
}
