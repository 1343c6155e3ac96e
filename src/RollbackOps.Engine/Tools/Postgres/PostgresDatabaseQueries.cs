using System.Text.RegularExpressions;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>Asks PostgreSQL databases.</summary>
/// <param name="servers">Finds the way to them.</param>
public sealed partial class PostgresDatabaseQueries(PostgresServers servers) : IDatabaseQueries
{
    /// <inheritdoc/>
    public string Kind => "postgres";

    /// <inheritdoc/>
    public async Task<string?> FirstValueAsync(DatabasePart part, Runbook runbook, string sql, CancellationToken cancel)
    {
        var client = await servers.OpenAsync((PostgresPart)part, runbook, "check", cancel);
        return await FirstAsync(client, client.Access.Database, sql, TimeSpan.FromMinutes(2), cancel);
    }

    /// <summary>The first value of a person's query, which can't write; null for none.</summary>
    /// <exception cref="RollbackException">It holds a command of psql, or the server refuses it.</exception>
    public static async Task<string?> FirstAsync(PostgresClient client, string database, string sql, TimeSpan limit, CancellationToken cancel)
    {
        if (Text().Replace(sql, "").Contains('\\', StringComparison.Ordinal))
            throw new RollbackException(RollbackErrorId.RunbookInvalid, "A query holds a backslash outside quotes: commands of psql are not run.", "Write SQL alone in the runbook.");
        var rows = await client.RowsAsync(database, $"BEGIN READ ONLY;\n{sql}\n;\nROLLBACK;\n", limit, cancel, Session.Asks);
        return rows is [[var first, ..], ..] ? first : null;
    }

    [GeneratedRegex("'(?:[^']|'')*'", RegexOptions.CultureInvariant)]
    private static partial Regex Text();
}
