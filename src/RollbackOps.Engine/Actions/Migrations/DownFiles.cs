using System.IO.Enumeration;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>Finds and reads the scripts that take migrations down, in the tree that has them. Reads only.</summary>
/// <param name="part">What the runbook says.</param>
/// <param name="tree">The folder of the code.</param>
public sealed class DownFiles(MigrationsPart part, string tree)
{
    /// <summary>The script of a migration.</summary>
    /// <exception cref="RollbackException">There is none, or it can't be run.</exception>
    public DownScript Find(AppliedMigration migration)
    {
        if (part.Down is { } command)
            return Find(migration, command);
        var places = Downs(migration.Name);
        var file = Array.Find(places, File.Exists) ?? throw None(migration, places);
        var text = Down(file);
        var script = DownText.Read(text, file);
        if (script.Statements.Count == 0)
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The script {file} takes nothing down: it holds no statement.",
                $"Write what takes {migration.Name} down into it (SELECT 1; where there is nothing to do), or bring the database back: back: [code, {part.Database}].");
        }

        var up = IsKept(migration.Name) ? Ups(migration.Name).FirstOrDefault(File.Exists) ?? throw NoUp(migration) : null;
        return new()
        {
            Name = migration.Name,
            Noted = migration.Noted,
            File = file,
            Sha256 = FileHash.OfText(text),
            Losses = ScriptLosses.Of(script),
            Opaque = ScriptLosses.IsOpaque(script),
            UpFile = up,
            UpSha256 = up is null ? null : FileHash.OfText(Up(up)),
        };
    }

    private static DownScript Find(AppliedMigration migration, RunSpec command)
    {
        var run = command.Run.Select(argument => argument.Replace("${migration}", migration.Noted, StringComparison.Ordinal)).ToList();
        var line = UserCommands.Line(command with { Run = run });
        return new() { Name = migration.Name, Noted = migration.Noted, File = line, Sha256 = FileHash.OfText(line), Command = run, Opaque = true };
    }

    /// <summary>What a file holds that takes down.</summary>
    public string Down(string file) => part.Tool == MigrationTool.Dbmate && part.Downs is null ? DownText.Section(File.ReadAllText(file), "down", file) : File.ReadAllText(file);

    /// <summary>What a file holds that brings up.</summary>
    public string Up(string file) => part.Tool == MigrationTool.Dbmate ? DownText.Section(File.ReadAllText(file), "up", file) : File.ReadAllText(file);

    private bool IsKept(string name) => part.NothingLost.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));

    private string[] Downs(string name)
    {
        var folder = Path.Combine(tree, part.Downs ?? part.Folder);
        if (part.Tool == MigrationTool.Dbmate && part.Downs is null)
            return [Path.Combine(folder, name + ".sql")];
        string[] usual = [Path.Combine(folder, name + ".down.sql"), Path.Combine(folder, name, "down.sql")];
        return part.Downs is null ? usual : [.. usual, Path.Combine(folder, name + ".sql")];
    }

    private IEnumerable<string> Ups(string name)
    {
        var folder = Path.Combine(tree, part.Folder);
        return part.Tool == MigrationTool.Prisma
            ? [Path.Combine(folder, name, "migration.sql")]
            : [Path.Combine(folder, name + ".up.sql"), Path.Combine(folder, name, "up.sql"), Path.Combine(folder, name + ".sql")];
    }

    private RollbackException None(AppliedMigration migration, string[] places) => new(
        RollbackErrorId.PlanImpossible,
        $"Nothing takes {migration.Name} of {part.Database} down: there is no {string.Join(" and no ", places)}.",
        $"Write the script, say in the runbook where it is (migrations: {{ downs: … }}), or bring the database back: back: [code, {part.Database}].");

    private RollbackException NoUp(AppliedMigration migration) => new(
        RollbackErrorId.PlanImpossible,
        $"The runbook says that nothing is lost when {migration.Name} is taken down, and no SQL brings it up again: there is no {string.Join(" and no ", Ups(migration.Name))}.",
        "Take it out of 'nothing-lost': then the plan says that it can't be undone.");
}
