using System.Text.RegularExpressions;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>
/// The migrations of a tree, by the names of its files, as each tool finds them: Prisma by folders, Knex by scripts, the others
/// by the number that a file's name begins with. Pure.
/// </summary>
public sealed partial class MigrationNames
{
    private readonly MigrationTool _tool;
    private readonly Dictionary<string, string> _byKey = new(StringComparer.Ordinal);

    /// <summary>Finds them.</summary>
    /// <param name="tool">Who applies them.</param>
    /// <param name="files">The files below the folder, relative to it, with slashes.</param>
    public MigrationNames(MigrationTool tool, IEnumerable<string> files)
    {
        _tool = tool;
        foreach (var name in files.Select(NameOf).OfType<string>().Distinct())
            foreach (var key in Keys(name))
                _byKey.TryAdd(key, name);
    }

    /// <summary>The names, in the order in which the tool applies them.</summary>
    public IReadOnlyList<string> All => [.. _byKey.Values.Distinct().Order(MigrationOrder.Instance)];

    /// <summary>The migration that is noted under this name; null where this tree does not have it.</summary>
    public string? Find(string noted) => _byKey.GetValueOrDefault(Key(noted));

    /// <summary>The number that a name begins with; null for none.</summary>
    public static string? Number(string name) => Digits().Match(name) is { Success: true } match ? Trimmed(match.Value) : null;

    private string? NameOf(string file)
    {
        var folder = file.IndexOf('/', StringComparison.Ordinal);
        if (_tool == MigrationTool.Prisma)
            return file.EndsWith("/migration.sql", StringComparison.Ordinal) && file.IndexOf('/', folder + 1) < 0 ? file[..folder] : null;
        if (_tool == MigrationTool.Sql && folder > 0 && file.EndsWith("/up.sql", StringComparison.Ordinal) && file.IndexOf('/', folder + 1) < 0)
            return file[..folder];
        return folder < 0 && Shape(_tool).IsMatch(file) ? Ending().Replace(file, "") : null;
    }

    private IEnumerable<string> Keys(string name) => _tool switch
    {
        MigrationTool.Prisma or MigrationTool.Knex => [Key(name)],
        MigrationTool.Sql when Number(name) is { } number => [name, number],
        MigrationTool.Sql => [name],
        _ => [Number(name)!],
    };

    private string Key(string noted) => _tool switch
    {
        MigrationTool.Prisma => noted,
        MigrationTool.Knex => Ending().Replace(noted, ""),
        _ when noted.All(char.IsAsciiDigit) => Trimmed(noted),
        _ => Ending().Replace(noted, ""),
    };

    private static string Trimmed(string digits) => digits.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0";

    private static Regex Shape(MigrationTool tool) => tool switch
    {
        MigrationTool.Knex => Scripts(),
        MigrationTool.GolangMigrate => Pairs(),
        MigrationTool.Rails => Classes(),
        MigrationTool.Sql => Sql(),
        _ => NumberedSql(),
    };

    [GeneratedRegex("^[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"(\.(up|down))?\.(sql|rb|[cm]?[jt]s|coffee|ls|iced|co|eg|litcoffee)$", RegexOptions.CultureInvariant)]
    private static partial Regex Ending();

    [GeneratedRegex(@"^.+(?<!\.d)\.([cm]?[jt]s|coffee|ls|iced|co|eg|litcoffee)$", RegexOptions.CultureInvariant)]
    private static partial Regex Scripts();

    [GeneratedRegex(@"^[0-9]+_.*\.(up|down)\.sql$", RegexOptions.CultureInvariant)]
    private static partial Regex Pairs();

    [GeneratedRegex(@"^[0-9]+_.*\.rb$", RegexOptions.CultureInvariant)]
    private static partial Regex Classes();

    [GeneratedRegex(@"^.+\.sql$", RegexOptions.CultureInvariant)]
    private static partial Regex Sql();

    [GeneratedRegex(@"^[0-9]+.*\.sql$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedSql();
}
