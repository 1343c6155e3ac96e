using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>Takes migrations down on a copy, and up again where that is their undo, and compares what is lost with what was said.</summary>
/// <param name="client">The server.</param>
/// <param name="copy">The copy.</param>
/// <param name="sql">The transactions.</param>
/// <param name="files">The scripts.</param>
/// <param name="work">The run.</param>
public sealed class SchemaRehearsal(PostgresClient client, string copy, DownSql sql, ScriptFiles files, Work work)
{
    private readonly HashSet<string> _taken = [];

    /// <summary>The tables from which commands have taken something: what no words say is found here.</summary>
    public IEnumerable<string> Taken => _taken.Order(StringComparer.Ordinal);

    /// <summary>Tries it.</summary>
    /// <param name="detail">What is tried.</param>
    /// <param name="command">Runs one that is a command.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">One fails, or a script takes what the plan did not say.</exception>
    public async Task TryAsync(RehearseDetail detail, Func<DownScript, CancellationToken, Task> command, CancellationToken cancel)
    {
        foreach (var script in detail.Scripts)
        {
            work.Progress($"taking {script.Name} down on a copy", null);
            var (before, rows) = (await SchemaCatalog.ReadAsync(client, copy, cancel), await CountAsync(detail, cancel));
            if (script.IsCommand)
            {
                await GuardAsync(script, script.File, () => command(script, cancel));
                await RefuseNotedAsync(script, cancel);
                _taken.UnionWith(before.Missing(await SchemaCatalog.ReadAsync(client, copy, cancel)).Select(lost => lost.Table));
                _taken.UnionWith(Fewer(detail, rows, await CountAsync(detail, cancel)).Select(table => table.Key));
                continue;
            }

            var row = script.UpFile is null ? null : (await client.RowsAsync(copy, sql.Row(script.Noted) + ";", TimeSpan.FromMinutes(1), cancel))[0][0];
            await RunAsync(script, script.File, sql.Down(script, await files.DownAsync(script, cancel)), cancel);
            var after = await SchemaCatalog.ReadAsync(client, copy, cancel);
            RefuseUnsaid(script, before.Missing(after));
            RefuseUnsaid(script, detail, rows, await CountAsync(detail, cancel));
            if (script.UpFile is null)
                continue;
            await RunAsync(script, script.UpFile, sql.Up(script, await files.UpAsync(script, cancel), row!), cancel);
            RefuseOther(script, before, await SchemaCatalog.ReadAsync(client, copy, cancel));
            await RunAsync(script, script.File, sql.Down(script, await files.DownAsync(script, cancel)), cancel);
        }
    }

    private async Task<IReadOnlyDictionary<string, long>> CountAsync(RehearseDetail detail, CancellationToken cancel) =>
        detail.WithData ? await RowCounter.AllAsync(client, copy, cancel) : new Dictionary<string, long>();

    private Task RunAsync(DownScript script, string file, string transaction, CancellationToken cancel) =>
        GuardAsync(script, file, () => client.RunAsync(copy, transaction, cancel, work.Step.Limit));

    private async Task RefuseNotedAsync(DownScript script, CancellationToken cancel)
    {
        if ((await client.RowsAsync(copy, sql.Row(script.Noted) + ";", TimeSpan.FromMinutes(1), cancel)).Count > 0)
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The command '{script.File}' ended with exit code 0 on a copy of the database, and {script.Name} is still noted there as applied.",
                "The live database is untouched. See that the command takes down the migration that is named by ${migration}, in the database of DATABASE_URL; then plan again.");
        }
    }

    private static async Task GuardAsync(DownScript script, string file, Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.ToolFailed)
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"{(script.IsCommand ? "The command" : "The script")} {file} of {script.Name} fails on a copy of the database: {error.Message}",
                "The live database is untouched. Correct it and plan again, or bring the database back from a backup.",
                error);
        }
    }

    private static void RefuseUnsaid(DownScript script, IEnumerable<(string Table, string? Column)> missing)
    {
        var unsaid = missing.Where(lost => !script.Losses.Any(loss => loss.Explains(lost.Table, lost.Column))).ToList();
        if (unsaid.Count > 0)
            throw Unsaid(script, string.Join(", ", unsaid.Take(5).Select(lost => lost.Column is null ? $"table {lost.Table}" : $"column {lost.Table}.{lost.Column}")) + " as it was");
    }

    private static void RefuseUnsaid(DownScript script, RehearseDetail detail, IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> after)
    {
        var fewer = Fewer(detail, before, after).Where(table => !script.Losses.Any(loss => loss.Means(table.Key))).ToList();
        if (fewer.Count > 0)
            throw Unsaid(script, string.Join(", ", fewer.Take(5).Select(table => $"{table.Value - after[table.Key]} rows of {table.Key}")));
    }

    private static IEnumerable<KeyValuePair<string, long>> Fewer(RehearseDetail detail, IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> after) =>
        before.Where(table => after.TryGetValue(table.Key, out var left) && left < table.Value && table.Key != detail.Target.Table);

    private static RollbackException Unsaid(DownScript script, string what) => new(
        RollbackErrorId.PlanImpossible,
        $"The script {script.File} takes more than its words say, so the plan did not say it and it would not be saved: {what}.",
        "The live database is untouched. Write it out (DROP TABLE, DROP COLUMN, DELETE FROM instead of CASCADE or a DO block), then plan again.");

    private static void RefuseOther(DownScript script, SchemaCatalog before, SchemaCatalog again)
    {
        var other = before.Missing(again).Concat(again.Missing(before)).Select(lost => lost.Column is null ? lost.Table : $"{lost.Table}.{lost.Column}").Distinct().ToList();
        if (other.Count > 0)
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"{script.Name} is not as before once it was taken down and brought up again on a copy: {string.Join(", ", other.Take(5))}.",
                "The live database is untouched. Correct its scripts, or take it out of 'nothing-lost': then the plan says that it can't be undone.");
        }
    }
}
