using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>
/// A primary or unique key in two statements: its index, which is built beside the table's others, and then the key, which shuts
/// the table for a moment only. The result is the same.
/// </summary>
/// <param name="Build">Builds the index.</param>
/// <param name="Attach">Makes it the key's.</param>
internal sealed partial record UniqueKey(DumpStatementText Build, DumpStatementText Attach)
{
    private const string Name = """("([^"]|"")*"|[^\s"(),.]+)""";

    /// <summary>A statement of pg_dump, in two; null where it is another one, or says more than its columns.</summary>
    public static UniqueKey? Of(DumpStatementText statement) => Written().Match(statement.Sql) is { Success: true } match
        ? new(
            statement with { Sql = $"CREATE UNIQUE INDEX {match.Groups["name"].Value} ON {match.Groups["table"].Value} USING btree {match.Groups["columns"].Value}" },
            statement with { Sql = $"ALTER TABLE ONLY {match.Groups["table"].Value} ADD CONSTRAINT {match.Groups["name"].Value} {match.Groups["kind"].Value} USING INDEX {match.Groups["name"].Value}" })
        : null;

    [GeneratedRegex(
        $"""^ALTER TABLE ONLY (?<table>{Name}\.{Name})\s+ADD CONSTRAINT (?<name>{Name}) (?<kind>PRIMARY KEY|UNIQUE) (?<columns>\({Name}(, {Name})*\));\s*$""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Written();
}
