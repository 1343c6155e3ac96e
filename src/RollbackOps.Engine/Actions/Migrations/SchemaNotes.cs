using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>Copies the noted migrations into a copy that has no data, so that its scripts can be run with their rows.</summary>
/// <param name="client">The server.</param>
/// <param name="target">The live database.</param>
/// <param name="copy">The copy.</param>
public sealed class SchemaNotes(PostgresClient client, SchemaTarget target, string copy)
{
    /// <summary>Copies them.</summary>
    public async Task CopyAsync(CancellationToken cancel)
    {
        var table = SchemaCatalog.Quoted(target.Table);
        var rows = await client.RowsAsync(target.Live, $"SELECT coalesce(json_agg(t), '[]') FROM {table} t;", TimeSpan.FromMinutes(1), cancel);
        await client.RunAsync(copy, $"INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::{table}, {SqlQuote.Literal(rows[0][0]!)});\n", cancel);
    }
}
