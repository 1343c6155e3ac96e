using RollbackOps.Engine.Runbooks.Reading.Shapes;

namespace RollbackOps.Engine.Runbooks.Reading.Format;

/// <summary>How a database's migrations are written.</summary>
internal static class MigrationFormat
{
    /// <summary>The migrations of one database.</summary>
    public static MapShape Migrations { get; } = new(
        "migrations",
        new Key("tool", new TextShape(string.Join(", ", MigrationReader.Tools.Keys)) { Words = [.. MigrationReader.Tools.Keys] }, "Who applies them.") { Required = true },
        new Key("folder", Texts.Path, "Their folder within the code; the tool's own where it isn't given."),
        new Key("table", Texts.Any, "The table that notes the applied ones; the tool's own where it isn't given."),
        new Key("column", Texts.Any, "The table's column with their names or versions; the tool's own where it isn't given."),
        new Key("compatible", Some(), "Those that code from before them runs with: additive ones. true for all, or names with *."),
        new Key("downs", Texts.Path, "The folder of the scripts that take them down; beside them where it isn't given."),
        new Key("down", RunFormat.Run, "A command that takes one migration down with its row, instead of scripts: ${migration} in it is what the table notes of that migration, DATABASE_URL leads to the copy or to the live database."),
        new Key("nothing-lost", Some(), "Those whose way down loses nothing, so that bringing them up again undoes it. true for all, or names with *."),
        new Key("rehearse", new TextShape("schema or data or none") { Words = ["schema", "data", "none"] }, "Whether the way down is tried on a copy with the data or without; with them up to 256 MB where it isn't given. none only through Supabase's API, which reaches no copy."))
    {
        Choices = [new(Choice.AtMostOne, "downs", "down"), new(Choice.AtMostOne, "nothing-lost", "down")],
    };

    private static EitherShape Some() => new(
        "true, or a list of names such as [\"2026*_add_*\"]", Texts.Flag, new ListShape("a list of names such as [\"2026*_add_*\"]", Texts.Any));
}
