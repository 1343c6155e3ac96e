using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>
/// What a script's words say that it takes from a database. What a DO block, a function or CASCADE takes is not in them: the
/// rehearsal on a copy finds that. Pure.
/// </summary>
public static class ScriptLosses
{
    private static readonly string[] NoColumns = ["constraint", "default", "not", "identity", "expression"];

    /// <summary>All that the statements say.</summary>
    public static IReadOnlyList<SchemaLoss> Of(SqlScript script) => [.. script.Statements.SelectMany(Of).Distinct()];

    /// <summary>Whether words can't tell what it does.</summary>
    public static bool IsOpaque(SqlScript script) => script.Statements.Any(statement => statement.Words[0] is "do" or "call" or "execute" or "merge" or "with" or "select");

    private static IEnumerable<SchemaLoss> Of(SqlStatement statement) => statement switch
    {
        _ when statement.Begins("drop", "table") => Listed(statement, 2, SchemaLossKind.DropsTable),
        _ when statement.Begins("drop", "schema") => Listed(statement, 2, SchemaLossKind.DropsSchema),
        _ when statement.Begins("truncate") => Listed(statement, statement.Skip(1, "table"), SchemaLossKind.ChangesRows),
        _ when statement.Begins("delete", "from") => One(statement, 2),
        _ when statement.Begins("update") => One(statement, 1),
        _ when statement.Begins("alter", "table") => Altered(statement),
        _ => [],
    };

    private static IEnumerable<SchemaLoss> Listed(SqlStatement statement, int at, SchemaLossKind kind)
    {
        at = statement.Skip(at, "if", "exists", "only");
        while (statement.NameAt(at) is { } named)
        {
            yield return new(kind, named.Name);
            at = statement.Skip(named.After, "*");
            if (at >= statement.Words.Count || statement.Words[at] != ",")
                yield break;
            at = statement.Skip(at + 1, "only");
        }
    }

    private static IEnumerable<SchemaLoss> One(SqlStatement statement, int at) =>
        statement.NameAt(statement.Skip(at, "only")) is { } named ? [new(SchemaLossKind.ChangesRows, named.Name)] : [];

    private static IEnumerable<SchemaLoss> Altered(SqlStatement statement)
    {
        if (statement.NameAt(statement.Skip(2, "if", "exists", "only")) is not { } table)
            yield break;
        var (depth, begins) = (0, true);
        for (var at = statement.Skip(table.After, "*"); at < statement.Words.Count; at++)
        {
            var word = statement.Words[at];
            if (begins && depth == 0 && Action(statement, at, table.Name) is { } loss)
                yield return loss;
            depth += word switch { "(" => 1, ")" => -1, _ => 0 };
            begins = depth == 0 && word == ",";
        }
    }

    private static SchemaLoss? Action(SqlStatement statement, int at, string table)
    {
        var word = statement.Words[at];
        if (word == "drop" && at + 1 < statement.Words.Count && !NoColumns.Contains(statement.Words[at + 1]))
            return statement.NameAt(statement.Skip(at + 1, "column", "if", "exists")) is { } column ? new(SchemaLossKind.DropsColumn, table, column.Name) : null;
        if (word == "alter" && statement.NameAt(statement.Skip(at + 1, "column")) is { } altered)
            return statement.Skip(altered.After, "set", "data", "type") is var after && after > altered.After && statement.Words[after - 1] == "type"
                ? new(SchemaLossKind.ChangesType, table, altered.Name)
                : null;
        if (word == "set" && at + 1 < statement.Words.Count && statement.Words[at + 1] == "schema")
            return new(SchemaLossKind.Renames, table);
        if (word != "rename" || (at + 1 < statement.Words.Count && statement.Words[at + 1] == "constraint"))
            return null;
        return at + 1 < statement.Words.Count && statement.Words[at + 1] == "to"
            ? new(SchemaLossKind.Renames, table)
            : statement.NameAt(statement.Skip(at + 1, "column")) is { } renamed ? new(SchemaLossKind.Renames, table, renamed.Name) : null;
    }
}
