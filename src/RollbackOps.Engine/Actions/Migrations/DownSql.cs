using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>A migration taken down, or brought up again, together with its row: one transaction, judged by the row. Pure.</summary>
/// <param name="part">The runbook's word, with the table as it was found.</param>
/// <param name="sent">Whether what is sent is a transaction by itself.</param>
public sealed class DownSql(MigrationsPart part, bool sent = false)
{
    // Who holds a lock on a table for longer than this would make users wait for the whole limit of the step.
    private const string Patience = "SET LOCAL lock_timeout = '30s';";
    private readonly string _table = MigrationHistory.Table(part);

    /// <summary>Takes it down.</summary>
    /// <param name="script">The migration.</param>
    /// <param name="text">What its script says.</param>
    public string Down(DownScript script, string text) => Within(
        $"NOT EXISTS (SELECT 1 FROM {_table} WHERE {Is(script.Noted)})",
        $"the migration is not noted as applied in {part.Table}",
        text,
        script.Before is { } before
            ? $"UPDATE {_table} SET {MigrationHistory.Column(part)} = {SqlQuote.Literal(before)} WHERE {Is(script.Noted)};"
            : $"DELETE FROM {_table} WHERE {Is(script.Noted)};");

    /// <summary>Brings it up again, with the row that was its.</summary>
    /// <param name="script">The migration.</param>
    /// <param name="text">What the migration says.</param>
    /// <param name="row">Its row, as JSON.</param>
    public string Up(DownScript script, string text, string row) => Within(
        $"EXISTS (SELECT 1 FROM {_table} WHERE {Is(script.Noted)})",
        $"the migration is noted as applied in {part.Table} already",
        text,
        $"{(script.Before is { } before ? $"DELETE FROM {_table} WHERE {Is(before)};\n" : "")}INSERT INTO {_table} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_record(NULL::{_table}, {SqlQuote.Literal(row)});");

    /// <summary>Its row as JSON; no row where it is not noted.</summary>
    public string Row(string noted) => $"SELECT row_to_json(t) FROM {_table} t WHERE {Is(noted)}";

    private string Within(string wrong, string why, string text, string noting)
    {
        var check = $"BEGIN IF {wrong} THEN RAISE EXCEPTION {SqlQuote.Literal(why)}; END IF; END";
        var (begin, commit) = sent ? ("", "") : ("BEGIN;\n", "COMMIT;\n");
        return $"{begin}{Patience}\nLOCK TABLE {_table} IN SHARE ROW EXCLUSIVE MODE;\nDO {SqlQuote.Literal(check)};\n{text}\n{noting}\n{commit}";
    }

    private string Is(string noted) => $"{MigrationHistory.Column(part)}::text = {SqlQuote.Literal(noted)}"
        + (part.Tool == MigrationTool.Prisma ? " AND finished_at IS NOT NULL AND rolled_back_at IS NULL" : "");
}
