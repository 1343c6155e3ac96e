using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>
/// A foreign key in two statements: added at once, and then proven while the table that it refers to stays open for others.
/// The result is the same.
/// </summary>
/// <param name="Add">Adds it, not yet proven.</param>
/// <param name="Prove">Proves it, with a hash table that the processor's cache holds: twice as fast as one that has all memory.</param>
internal sealed partial record ForeignKey(DumpStatementText Add, IReadOnlyList<DumpStatementText> Prove)
{
    private const string Little = "SET maintenance_work_mem = '4MB'";
    private const string AsBefore = "RESET maintenance_work_mem";

    /// <summary>A statement of pg_dump, in two; null where it is not written as pg_dump does, or proves nothing.</summary>
    public static ForeignKey? Of(DumpStatementText statement) => Written().Match(statement.Sql) is { Success: true } match
        ? new(
            statement with { Sql = $"{match.Groups["all"].Value} NOT VALID" },
            [.. new[] { Little, $"{match.Groups["table"].Value} VALIDATE CONSTRAINT {match.Groups["name"].Value}", AsBefore }.Select(sql => statement with { Sql = sql })])
        : null;

    [GeneratedRegex(
        """^(?<all>(?<table>ALTER TABLE ONLY ("([^"]|"")*"|[^\s"])+)\s+ADD CONSTRAINT (?<name>"([^"]|"")*"|[^\s"]+) FOREIGN KEY [^;]*(?<!NOT VALID|ENFORCED));\s*$""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Written();
}
