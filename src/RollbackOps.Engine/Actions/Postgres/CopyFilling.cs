using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Fills an empty database from a backup, migrates it where the runbook says so, and proves what came out.</summary>
/// <param name="forward">Runs migrations.</param>
internal sealed class CopyFilling(MigrationCommand forward)
{
    /// <summary>Fills it, and writes down what it holds.</summary>
    /// <param name="client">The server.</param>
    /// <param name="target">The live database.</param>
    /// <param name="copy">The empty database.</param>
    /// <param name="dump">The backup.</param>
    /// <param name="ours">The tables of the live database (<c>schema.table</c>), which tell another database's backup.</param>
    /// <param name="work">The run.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">The backup can't be used.</exception>
    public async Task FillAsync(PostgresClient client, PostgresTarget target, string copy, DumpFile dump, IReadOnlySet<string> ours, Work work, CancellationToken cancel)
    {
        var part = PostgresServersOfWork.Part(target.Part, work);
        var counted = await LoadAsync(client, target, copy, dump, ours, work, cancel);
        await RestoredCopy.SoundAsync(client, copy, part, dump, cancel);
        await RunFiles.WriteAsync(RunFiles.Rows(work, target.Part), counted, cancel);
        await RunFiles.WriteAsync(RunFiles.Opened(work, target.Part), await WrittenRows.NowAsync(client, copy, counted, cancel), cancel);
    }

    private async Task<IReadOnlyDictionary<string, long>> LoadAsync(PostgresClient client, PostgresTarget target, string copy, DumpFile dump, IReadOnlySet<string> ours, Work work, CancellationToken cancel)
    {
        var part = PostgresServersOfWork.Part(target.Part, work);
        var taken = await CopyLoader.LoadAsync(client, target, copy, dump, work, cancel);
        work.Progress("counting the copy's rows", null);
        var counted = await RowCounter.AllAsync(client, copy, taken, cancel);
        if (await RunFiles.FindAsync<Dictionary<string, long>>(RunFiles.DumpRows(work, target.Part), cancel) is { } written)
            RestoredCopy.RefuseOtherRows(written, counted, dump);
        await RestoredCopy.CheckAsync(client, target, copy, part, dump, ours, cancel);
        if (part.Forward is not { } migrations)
            return counted;
        work.Progress("migrating the copy", null);
        await forward.RunAsync(migrations, work, client, target.SystemId, copy, cancel);
        await client.RunAsync(copy, "ANALYZE;\n", cancel, work.Step.Limit);
        work.Progress("counting the copy's rows again", null);
        return await RowCounter.AllAsync(client, copy, cancel);
    }
}
