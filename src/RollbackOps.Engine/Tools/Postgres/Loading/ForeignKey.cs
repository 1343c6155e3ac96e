using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>
/// A foreign key in two statements: added at once, and then proven while the table that it refers to stays open for others.
/// The result is the same.
/// </summary>
/// <param name="Add">Adds it, not yet proven.</param>
/// <param name="Prove">Proves it.</param>
internal sealed partial record ForeignKey(DumpStatementText Add, DumpStatementText Prove)
{
    /// <summary>A statement of pg_dump, in two; null where it is not written as pg_dump does, or proves nothing.</summary>
    public static ForeignKey? Of(DumpStatementText statement) => Written().Match(statement.Sql) is { Success: true } match
        ? new(
            statement with { Sql = $"{match.Groups["all"].Value} NOT VALID" },
            statement with { Sql = $"{match.Groups["table"].Value} VALIDATE CONSTRAINT {match.Groups["name"].Value}" })
        : null;

    [GeneratedRegex(
        """^(?<all>(?<table>ALTER TABLE ONLY ("([^"]|"")*"|[^\s"])+)\s+ADD CONSTRAINT (?<name>"([^"]|"")*"|[^\s"]+) FOREIGN KEY [^;]*(?<!NOT VALID|ENFORCED));\s*$""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Written();
}
