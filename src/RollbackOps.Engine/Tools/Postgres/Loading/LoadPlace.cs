using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>Where a copy is loaded, and from what. Holds a password: never in a message.</summary>
/// <param name="ConnectionString">How Npgsql reaches the copy.</param>
/// <param name="Dump">The dump, for messages.</param>
internal sealed partial record LoadPlace(string ConnectionString, string Dump)
{
    private const int Seconds = 30;

    /// <summary>The bytes of rows from which on a table is large: what is built over it is split up, to go on side by side.</summary>
    public long Large { get; init; } = 16 * 1024 * 1024;

    /// <summary>The same with the settings that a load needs: bytes as they are, and the statement that failed.</summary>
    public static LoadPlace Of(NpgsqlConnectionStringBuilder way, string dump)
    {
        way.Pooling = false;
        way.Timeout = Seconds;
        way.TcpKeepAlive = true;
        way.CommandTimeout = 0;
        way.Encoding = "iso-8859-1";
        way.Options = Session.Loads;
        // Two connections keep two cores busy: to share one index out among workers costs more than it brings.
        if (Environment.ProcessorCount <= 2)
            way.Options += " -c max_parallel_maintenance_workers=0";
        way.IncludeFailedBatchedCommand = true;
        way.IncludeErrorDetail = true;
        way["Server Compatibility Mode"] = "NoTypeLoading";
        return new(way.ConnectionString, dump);
    }

    /// <summary>The server refused a statement of the dump.</summary>
    public RollbackException Refused(PostgresException error, DumpStatementText statement)
    {
        var said = Readable($"{error.MessageText}{(error.Detail is { Length: > 0 } detail ? $" {detail}" : "")}");
        return error.SqlState switch
        {
            PostgresErrorCodes.DiskFull => new(RollbackErrorId.NoRoom, $"The server's disk became full while {Dump} was restored beside the live database: {said}", "Free space on the server's disk, then run the same command again.", error),
            PostgresErrorCodes.UndefinedFile => PsqlErrors.NotRestored(Dump, $"line {Place(error, statement)}: {said}; {statement.Beginning}"), // a library
            ['0', '8', ..] or ['4', '0', ..] or ['5', '3' or '5' or '7' or '8', ..] or ['X', 'X', ..] => Lost($"{said} ({error.SqlState})", error),
            _ => PsqlErrors.NotRestored(Dump, $"line {Place(error, statement)}: {said}; {statement.Beginning}"),
        };
    }

    /// <summary>The server went away, or could do no more.</summary>
    public RollbackException Lost(string said, Exception error) => new(
        RollbackErrorId.ToolFailed,
        $"The server gave up while {Dump} was restored beside the live database: {said}",
        "The live database is untouched. Look at the server's log; run the same command again once the cause is gone.",
        error);

    // Bytes come as characters; most databases speak UTF-8.
    private static string Readable(string bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(bytes));
        }
        catch (ArgumentException)
        {
            return bytes;
        }
    }

    // The server counts a COPY's lines from its first row.
    private static long Place(PostgresException error, DumpStatementText statement) =>
        CopyLine().Match(error.Where ?? "") is { Success: true } match
            ? statement.Line + long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - 1
            : statement.Line;

    // What may hold a password is not printed with the rest.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Dump = {Dump}");
        return true;
    }

    [GeneratedRegex(@"^COPY .*?, line (\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex CopyLine();
}
